// The controls around the editors: options, what is shown in sheets, theme, keys.

import { openSearchPanel } from '@codemirror/search';
import type { Formatted } from './api';
import { showCommand } from './command';
import { byId, element } from './dom';
import { renderer } from './early';
import { connectImport } from './import';
import type { InputEditor } from './input-editor';
import { say, unsay } from './messages';
import type { OutputEditor } from './output-editor';
import { releases } from './releases';
import { connectResizer } from './resizer';
import type { ResultPane } from './result-pane';
import { showSettingsForm } from './settings-form';
import { showShortcuts } from './shortcuts';
import type { View } from './view';
import type { Workspace } from './workspace';

/** What this browser remembers of how the page looks; a browser that stores nothing remembers until the page is left. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the page is left.
  }
}

function connectTheme(): void {
  const set = (theme: string) => (document.documentElement.dataset.theme = theme);
  set(remembered('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  byId('theme').onclick = () => remember('theme', set(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
}

function connectOptions(workspace: Workspace): void {
  const versions = byId<HTMLSelectElement>('controller');
  versions.append(element('option', { value: '' }, 'default'), ...releases.map((release) => element('option', { value: release }, release)));
  versions.onchange = () => {
    workspace.settings.controller = versions.value;
    workspace.onChange();
  };
  byId<HTMLInputElement>('namespace').oninput = (event) => {
    workspace.settings.namespace = (event.target as HTMLInputElement).value.trim();
    workspace.onChange();
  };
  byId<HTMLInputElement>('keep-going').onchange = (event) => {
    workspace.settings.keepGoing = (event.target as HTMLInputElement).checked;
    workspace.onChange();
  };
}

/** Shows the options of what is opened. */
export function showSettings({ settings }: Workspace): void {
  const namespace = byId<HTMLInputElement>('namespace');
  if (namespace.value.trim() !== settings.namespace) namespace.value = settings.namespace;
  // A link may name a version that this page does not know.
  if (!releases.includes(settings.controller)) settings.controller = '';
  byId<HTMLSelectElement>('controller').value = settings.controller;
  byId<HTMLInputElement>('keep-going').checked = settings.keepGoing;
}

function format({ file }: Workspace): void {
  renderer.ask({ kind: 'format', name: file.name, text: file.text });
}

/** Shows what the worker made of a file, if it still is what it was. */
export function showFormatted({ name, before, after, why }: Formatted, workspace: Workspace, input: InputEditor): void {
  if (why) return say('format', `${name} was not formatted: ${why}.`, 'error');
  unsay('format');
  if (workspace.file.text === before && after !== before) input.replace(after);
}

function connectKeys(workspace: Workspace): void {
  window.addEventListener('keydown', (event) => {
    const typing = (event.composedPath()[0] as HTMLElement).closest?.('input, textarea, select, [contenteditable=true]');
    if (event.key === '?' && !typing) showShortcuts();
    if (event.shiftKey && event.altKey && event.code === 'KeyF') {
      event.preventDefault();
      format(workspace);
    }
  });
}

export function connectControls(workspace: Workspace, input: InputEditor, output: OutputEditor, pane: ResultPane, show: (view: View) => void): void {
  connectTheme();
  connectOptions(workspace);
  connectImport(workspace);
  connectResizer(() => remembered('left'), (value) => remember('left', value));
  connectKeys(workspace);
  byId('settings').onclick = () => void showSettingsForm(workspace).catch((error: Error) => say('settings', `The form cannot be shown: ${error.message}.`, 'error'));
  byId('format').onclick = () => format(workspace);
  byId('command-open').onclick = () => showCommand(workspace, pane.format);
  byId('shortcuts').onclick = showShortcuts;
  byId('search-input').onclick = () => openSearchPanel(input.view);
  byId('search-output').onclick = () => {
    show('manifests');
    openSearchPanel(output.view);
  };
}
