// A sheet over the page: a title, what it shows, and a way to close it.

import { byId } from './dom';

export function showSheet(title: string, ...content: (Node | string)[]): HTMLDialogElement {
  const sheet = byId<HTMLDialogElement>('sheet');
  byId('sheet-title').textContent = title;
  byId('sheet-body').replaceChildren(...content);
  byId('sheet-close').onclick = () => sheet.close();
  if (!sheet.open) sheet.showModal();
  byId('sheet-body').scrollTop = 0;
  return sheet;
}
