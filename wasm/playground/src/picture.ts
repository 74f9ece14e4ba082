// Draws what runs: Service, Pod with its containers in order, volumes and who mounts them.

import type { Container, Picture } from './api';
import { element } from './dom';

function box(container: Container): HTMLElement {
  return element('li', { class: 'box' },
    element('strong', {}, container.name),
    element('span', { class: 'quiet' }, container.image),
    ...container.ports.map((port) => element('span', { class: 'port' }, port)));
}

function volumes(picture: Picture): HTMLElement {
  const rows = picture.volumes.map((volume) => element('tr', {},
    element('th', { scope: 'row' }, volume.name),
    element('td', {}, volume.source),
    element('td', {}, element('ul', { class: 'mounts' }, ...volume.mounts.map((mount) =>
      element('li', {}, element('strong', {}, mount.container), ` ${mount.path}${mount.readOnly ? ' (read-only)' : ''}`))))));
  return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Volumes' }, element('table', {},
    element('thead', {}, element('tr', {}, ...['Volume', 'From', 'Mounted by'].map((text) => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...rows)));
}

export function drawPicture(picture: Picture | null, into: HTMLElement): void {
  if (!picture) {
    into.replaceChildren(element('p', { class: 'quiet' }, 'Nothing runs: nothing was rendered.'));
    return;
  }
  const parts: HTMLElement[] = [];
  if (picture.service) {
    parts.push(element('section', { class: 'service' },
      element('h3', {}, `Service ${picture.service.name}`),
      ...picture.service.ports.map((port) => element('span', { class: 'port' }, port))));
  }
  parts.push(element('section', { class: 'pod' },
    element('h3', {}, picture.replicas === 0 ? 'Pod (suspended: no replica)' : 'Pod'),
    element('h4', {}, 'First, one after another'),
    element('ol', { class: 'boxes steps' }, ...picture.init.map(box)),
    element('h4', {}, 'Then, together'),
    element('ul', { class: 'boxes' }, ...picture.containers.map(box)),
    element('h4', {}, 'Volumes'),
    volumes(picture)));
  const rest = picture.objects.filter((object) => object.note);
  if (rest.length > 0) {
    parts.push(element('section', {}, element('h3', {}, 'Beside it'), element('ul', { class: 'boxes' },
      ...rest.map((object) => element('li', { class: 'box' },
        element('strong', {}, `${object.kind} ${object.name}`), element('span', { class: 'quiet' }, object.note))))));
  }
  into.replaceChildren(...parts);
}
