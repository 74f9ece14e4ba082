// The row of files: one button each, with one that closes it.

import { ask } from './dialog';
import { button, byId, element } from './dom';
import { say } from './messages';
import type { Workspace } from './workspace';

function rename(workspace: Workspace, index: number): void {
  ask('Rename the file', 'Name', workspace.files[index].name, (name) => workspace.rename(index, name));
}

function remove(workspace: Workspace, index: number): void {
  const before = workspace.snapshot();
  const { name } = workspace.files[index];
  workspace.remove(index);
  say('undo', `${name} is removed.`, 'info', { label: 'Undo', done: () => workspace.restore(before) });
  byId('tabs').querySelector<HTMLElement>('[aria-current=true]')?.focus();
}

function tab(workspace: Workspace, index: number): HTMLElement {
  const { name } = workspace.files[index];
  const shown = index === workspace.current;
  const open = button(name, { class: 'name', 'aria-current': String(shown), title: `${name} (double-click or F2 renames)` }, () => workspace.show(index));
  open.ondblclick = () => rename(workspace, index);
  open.onkeydown = (event) => {
    if (event.key === 'F2') rename(workspace, index);
    if (event.key === 'Delete' && workspace.files.length > 1) remove(workspace, index);
  };
  const item = element('li', { class: shown ? 'file shown' : 'file' }, open);
  if (workspace.files.length > 1) item.append(button('×', { class: 'close', 'aria-label': `Remove ${name}` }, () => remove(workspace, index)));
  return item;
}

export function showFiles(workspace: Workspace): void {
  const focused = byId('tabs').contains(document.activeElement);
  byId('tabs').replaceChildren(...workspace.files.map((_, i) => tab(workspace, i)));
  const shown = byId('tabs').querySelector<HTMLElement>('[aria-current=true]');
  shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (focused) shown?.focus();
}

export function connectFiles(workspace: Workspace): void {
  byId('add').onclick = () => ask('Add a file', 'Name', workspace.nameFor('agent.yaml', -1), (name) => workspace.add({ name, text: '' }));
}
