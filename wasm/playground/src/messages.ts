// Messages above the panes. Each stays until it is closed, or until another of the same name takes its place.

import { button, byId, element } from './dom';

export interface Action {
  label: string;
  done: () => void;
}

/** `name` is what it is about: a second one about the same replaces it. */
export function say(name: string, text: string, kind: 'info' | 'error' = 'info', action?: Action): void {
  unsay(name);
  const line = element('div', { class: `message ${kind}`, 'data-name': name }, element('span', { role: kind === 'error' ? 'alert' : 'status' }, text));
  const close = () => line.remove();
  if (action) line.append(button(action.label, { class: 'action' }, () => {
    close();
    action.done();
  }));
  line.append(button('×', { class: 'icon', 'aria-label': 'Close the message' }, close));
  byId('messages').append(line);
}

export function unsay(name: string): void {
  byId('messages').querySelectorAll(`[data-name="${name}"]`).forEach((line) => line.remove());
}
