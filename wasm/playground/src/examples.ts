// The examples of the menu: those of this repository, and KubeOpenCode's own, which are golden cases here.

import type { Source } from './api';
import { fleetFiles, fleetId } from './fleet';

export interface Example {
  /** What the address calls it. */
  id: string;
  title: string;
  group: string;
  files: Source[];
}

const own = import.meta.glob<string>('../../../examples/agents/*.yaml', { query: '?raw', import: 'default', eager: true });
const docs = import.meta.glob<string>('../../../tests/golden/docs/*/input.yaml', { query: '?raw', import: 'default', eager: true });
const template = import.meta.glob<string>('../../../tests/golden/templates/template-shared-by-agents/input.yaml', { query: '?raw', import: 'default', eager: true });

const words = (name: string) => name.replace(/^(seed-)?\d+-/, '').replaceAll('-', ' ');

function examplesOf(files: Record<string, string>, group: string, nameOf: (path: string) => string): Example[] {
  return Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => ({
    id: words(nameOf(path)).replaceAll(' ', '-'), title: words(nameOf(path)), group, files: [{ name: 'agent.yaml', text }],
  }));
}

const fleet = (): Example[] => Object.values(template)
  .map((text) => ({ id: fleetId, title: 'one template, several agents', group: 'Fleets', files: fleetFiles(text) }));

const base = (path: string) => path.split('/').at(-1)!.replace('.yaml', '');
const folder = (path: string) => path.split('/').at(-2)!;

export const examples: Example[] = [
  ...fleet(), ...examplesOf(own, 'First steps', base), ...examplesOf(docs, 'KubeOpenCode’s documentation', folder),
];
