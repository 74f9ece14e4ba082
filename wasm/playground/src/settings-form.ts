// A form for what can be set for all Agents. It writes an AgentRender resource, so that the settings go with the files.

import type { Source } from './api';
import { button, element } from './dom';
import { releases } from './releases';
import { showSheet } from './sheet';
import type { Workspace } from './workspace';

interface Field {
  /** Where it stands below spec. */
  path: string[];
  label: string;
  help: string;
  choices?: string[];
  kind?: 'list' | 'map' | 'images' | 'bool';
}

const fields: Field[] = [
  { path: ['controllerVersion'], label: 'Controller', help: 'the version whose rendering is reproduced', choices: releases },
  { path: ['namespace'], label: 'Namespace', help: 'of objects that have none' },
  { path: ['podSecurity'], label: 'Pod Security', help: 'what the Pods must meet', choices: ['baseline', 'restricted', 'privileged'] },
  { path: ['strictness'], label: 'Strictness', help: 'unknown fields: errors, or with Lenient warnings', choices: ['Strict', 'Lenient', 'WarningsAsErrors'] },
  { path: ['keepInputs'], label: 'Keep inputs', help: 'Agents and templates stay in the output', kind: 'bool' },
  { path: ['hashSuffix'], label: 'Hash suffix', help: 'ConfigMaps get kustomize’s content hash', kind: 'bool' },
  { path: ['selector', 'names'], label: 'Only these Agents', help: 'names, separated by commas', kind: 'list' },
  { path: ['selector', 'matchLabels'], label: 'Only with labels', help: 'key=value, separated by commas', kind: 'map' },
  { path: ['images'], label: 'Images', help: 'name=newName:tag, one per line', kind: 'images' },
  { path: ['defaults', 'agentImage'], label: 'Agent image', help: 'of Agents that set none' },
  { path: ['defaults', 'executorImage'], label: 'Executor image', help: 'of Agents that set none' },
  { path: ['defaults', 'systemImage'], label: 'System image', help: 'where the KubeOpenCodeConfig sets none' },
  { path: ['defaults', 'resources', 'requests'], label: 'Requests', help: 'cpu=500m, memory=1Gi', kind: 'map' },
  { path: ['defaults', 'resources', 'limits'], label: 'Limits', help: 'cpu=2, memory=4Gi', kind: 'map' },
];

const resource = /^apiVersion:\s*["']?render\.kubeopencode\.io\//m;

/** The file with the AgentRender, if there is one. */
const fileOf = (workspace: Workspace): Source | undefined => workspace.files.find((file) => resource.test(file.text) && /^kind:\s*["']?AgentRender\b/m.test(file.text));

const parts = (text: string, separator: RegExp) => text.split(separator).map((part) => part.trim()).filter((part) => part !== '');

/** What is written for a field; undefined when it is left out. */
function valueOf(field: Field, text: string): unknown {
  if (text.trim() === '') return undefined;
  switch (field.kind) {
    case 'bool': return text === 'true';
    case 'list': return parts(text, /,/);
    case 'map': return Object.fromEntries(parts(text, /,/).map((part) => [part.split('=')[0].trim(), part.split('=').slice(1).join('=').trim()]));
    case 'images': return parts(text, /\n/).map(imageOf);
    default: return text.trim();
  }
}

function imageOf(text: string): Record<string, string> {
  const [name, after = ''] = text.split('=').map((part) => part.trim());
  const [, newName, newTag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(sha256:.*))?$/.exec(after)!;
  return { name, ...(newName ? { newName } : {}), ...(newTag ? { newTag } : {}), ...(digest ? { digest } : {}) };
}

function textOf(field: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (field.kind) {
    case 'list': return (value as string[]).join(', ');
    case 'map': return Object.entries(value as object).map(([key, of]) => `${key}=${of}`).join(', ');
    case 'images': return (value as Record<string, string>[]).map((i) => `${i.name}=${i.newName ?? ''}${i.newTag ? `:${i.newTag}` : ''}${i.digest ? `@${i.digest}` : ''}`).join('\n');
    default: return String(value);
  }
}

function control(field: Field, value: string): HTMLElement {
  const id = `set-${field.path.join('-')}`;
  const choices = field.kind === 'bool' ? ['true', 'false'] : field.choices;
  const made = choices ? element('select', { id }, element('option', { value: '' }, 'not set'), ...choices.map((choice) => element('option', { value: choice }, choice)))
    : field.kind === 'images' ? element('textarea', { id, rows: '2', spellcheck: 'false' }) : element('input', { id, autocomplete: 'off', spellcheck: 'false' });
  made.value = value;
  made.setAttribute('aria-describedby', `${id}-help`);
  return element('div', { class: 'field' }, element('label', { for: id }, field.label), made, element('span', { id: `${id}-help`, class: 'quiet' }, field.help));
}

export async function showSettingsForm(workspace: Workspace): Promise<void> {
  const { parseAllDocuments, Document } = await import('yaml');
  const file = fileOf(workspace);
  const documents = parseAllDocuments(file?.text ?? '');
  const list = Array.isArray(documents) ? documents : [];
  const document = list.find((one) => one.get('kind') === 'AgentRender')
    ?? new Document({ apiVersion: 'render.kubeopencode.io/v1alpha1', kind: 'AgentRender', metadata: { name: 'settings' }, spec: {} });
  const form = element('form', { class: 'settings' }, ...fields.map((field) => control(field, textOf(field, plain(document.getIn(['spec', ...field.path]))))));
  const write = button('Write', { class: 'primary', id: 'settings-write' }, () => {
    for (const field of fields) {
      const value = valueOf(field, form.querySelector<HTMLInputElement>(`#set-${field.path.join('-')}`)!.value);
      if (value !== undefined) document.setIn(['spec', ...field.path], document.createNode(value));
      else if (document.hasIn(['spec', ...field.path])) document.deleteIn(['spec', ...field.path]);
    }
    for (const path of [['defaults', 'resources'], ['defaults'], ['selector']]) {
      const node = document.getIn(['spec', ...path]) as { items?: unknown[] } | undefined;
      if (node?.items?.length === 0) document.deleteIn(['spec', ...path]);
    }
    const all = list.some((one) => one === document) ? list : [document];
    workspace.put({ name: file?.name ?? 'agent-render.yaml', text: all.map((one) => one.toString({ lineWidth: 0 })).join('---\n').replace(/^---\n---$/gm, '---') });
    sheet.close();
  });
  const sheet = showSheet('Settings', element('p', { class: 'quiet' }, 'They are written as an AgentRender resource, which applies to all files, here and on the command line. What is not set keeps its default.'), form, write);
}

const plain = (node: unknown): unknown => (typeof node === 'object' && node !== null && 'toJSON' in node ? (node as { toJSON(): unknown }).toJSON() : node);
