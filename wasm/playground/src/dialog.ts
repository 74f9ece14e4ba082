// Asks for one line of text.

import { byId } from './dom';

export function ask(title: string, label: string, value: string, done: (value: string) => void): void {
  const dialog = byId<HTMLDialogElement>('dialog');
  byId('dialog-title').textContent = title;
  byId('dialog-label').textContent = label;
  const field = byId<HTMLInputElement>('dialog-input');
  field.value = value;
  byId('dialog-cancel').onclick = () => dialog.close('cancel');
  dialog.onclose = () => {
    if (dialog.returnValue === 'ok' && field.value.trim() !== '') done(field.value.trim());
  };
  dialog.returnValue = '';
  dialog.showModal();
  field.select();
}
