// The outline of the output: its objects, filtered by what is typed. A choice leads to the object.

import type { RenderedObject } from './api';
import { button, byId, element } from './dom';

// As many as are listed: a longer list is for the filter.
const mostListed = 200;

export class Outline {
  private objects: RenderedObject[] = [];

  constructor(private readonly goTo: (line: number) => void) {
    const open = byId('outline-open');
    open.onclick = () => {
      byId('outline').hidden = !byId('outline').hidden;
      open.setAttribute('aria-expanded', String(!byId('outline').hidden));
      if (byId('outline').hidden) return;
      this.list();
      byId('outline-filter').focus();
    };
    byId('outline-filter').oninput = () => this.list();
    byId('outline').onkeydown = (event) => this.key(event);
  }

  show(objects: RenderedObject[]): void {
    this.objects = objects;
    byId('outline-open').textContent = `Objects (${objects.length})`;
    if (!byId('outline').hidden) this.list();
  }

  private key(event: KeyboardEvent): void {
    const buttons = [...byId('outline-list').querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'Escape') {
      byId('outline-open').click();
      byId('outline-open').focus();
    }
    if (event.key === 'Enter' && at < 0) buttons[0]?.click();
    if (event.key === 'ArrowDown') buttons[at + 1]?.focus();
    if (event.key === 'ArrowUp') (at > 0 ? buttons[at - 1] : byId('outline-filter')).focus();
    if (event.key.startsWith('Arrow')) event.preventDefault();
  }

  private list(): void {
    const words = byId<HTMLInputElement>('outline-filter').value.toLowerCase().split(/\s+/);
    const found = this.objects.filter((o) => {
      const text = `${o.kind} ${o.namespace ?? ''}/${o.name}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    byId('outline-list').replaceChildren(...found.slice(0, mostListed).map((o) => {
      const item = button('', { title: o.namespace ? `namespace ${o.namespace}` : '' }, () => this.goTo(o.line));
      item.append(element('span', { class: 'kind' }, o.kind), ' ', o.name);
      return element('li', {}, item);
    }));
    const more = found.length - mostListed;
    if (more > 0) byId('outline-list').append(element('li', { class: 'quiet' }, `and ${more} more: filter them`));
    if (found.length === 0) byId('outline-list').append(element('li', { class: 'quiet' }, this.objects.length === 0 ? 'No object' : 'No object of this name'));
  }
}
