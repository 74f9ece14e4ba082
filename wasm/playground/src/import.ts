// Files from the disk, chosen or dropped on the page: each becomes a tab. They are read here; nothing is sent or fetched.

import { byId, counted } from './dom';
import { say } from './messages';
import type { Workspace } from './workspace';

const mostBytes = 8 << 20;

async function textOf(file: File): Promise<string> {
  if (file.size > mostBytes) throw new Error('it is larger than 8 MiB');
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer().catch(() => {
    throw new Error('it cannot be read');
  }));
  if (text.includes('\0')) throw new Error('it is not text');
  return text;
}

async function take(workspace: Workspace, files: File[]): Promise<void> {
  const before = workspace.snapshot();
  const left: string[] = [];
  let taken = 0;
  for (const file of files) {
    try {
      workspace.add({ name: file.name, text: await textOf(file) });
      taken++;
    } catch (error) {
      left.push(`${file.name}: ${error instanceof TypeError ? 'it is not UTF-8 text' : (error as Error).message}`);
    }
  }
  if (left.length > 0) say('import', `Not added. ${left.join('; ')}.`, 'error');
  if (taken > 0) say('undo', `${counted(taken, 'file')} added.`, 'info', { label: 'Undo', done: () => workspace.restore(before) });
}

export function connectImport(workspace: Workspace): void {
  const chooser = byId<HTMLInputElement>('import-files');
  byId('import').onclick = () => chooser.click();
  chooser.onchange = () => {
    void take(workspace, [...(chooser.files ?? [])]).then(() => (chooser.value = ''));
  };
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) document.body.classList.remove('dropping');
  });
  window.addEventListener('drop', (event) => {
    document.body.classList.remove('dropping');
    if (!carries(event)) return;
    event.preventDefault();
    void take(workspace, [...event.dataTransfer!.files]);
  }, { capture: true });
}
