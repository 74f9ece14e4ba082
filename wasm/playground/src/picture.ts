// Draws what runs, as SVG: Service to Pod, its containers in order, the volumes that they mount, and what those are made of.
// Each part leads to its lines in the manifests.

import type { Container, Part, Picture } from './api';
import { element } from './dom';
import { pad, place, row, type Box, type Placed } from './picture-layout';

const space = 'http://www.w3.org/2000/svg';

function svg(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

function shortened(what: string, kind: string, width: number): string {
  const most = Math.floor(width / (kind === 'name' ? 7.6 : 6.6));
  return what.length > most ? `${what.slice(0, most - 1)}…` : what;
}

function text(x: number, y: number, what: string, kind: string, width: number): SVGElement {
  const short = shortened(what, kind, width);
  return svg('text', { x, y, class: kind }, ...(short === what ? [] : [svg('title', {}, what)]), `${short} `);
}

type GoTo = (part: Part) => void;

/** A box that leads to the manifests, with a line of text for each of `lines`. */
function box(at: Box, kind: string, lines: [string, string][], label: string, part: Part | null, goTo: GoTo): SVGElement {
  const group = svg('g', { class: `node ${kind}` },
    svg('rect', { x: at.x, y: at.y, width: at.width, height: at.height, rx: 6 }),
    ...lines.map(([what, style], i) => text(at.x + pad, at.y + (i + 1) * row - 1, what, style, at.width - 2 * pad)));
  // What is seen comes first in what is read out.
  if (part) leads(group, `${lines.map(([what, style]) => shortened(what, style, at.width - 2 * pad).trim()).join(' ')}, ${label}`, part, goTo);
  return group;
}

function leads(group: SVGElement, label: string, part: Part, goTo: GoTo): void {
  group.setAttribute('role', 'button');
  group.setAttribute('tabindex', '0');
  group.setAttribute('aria-label', label);
  group.addEventListener('click', () => goTo(part));
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    goTo(part);
  });
}

const curve = (x1: number, y1: number, x2: number, y2: number) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
const line = (d: string, kind: string) => svg('path', { d, class: `edge ${kind}`, 'marker-end': 'url(#arrow)' });

function container(c: Container, at: Box, number: string, placed: Placed, goTo: GoTo): SVGElement[] {
  const lines: [string, string][] = [[`${number}${c.name}`, 'name'], [c.image, 'note'], ...c.ports.map((p): [string, string] => [`port ${p}`, 'note'])];
  const parts = [box(at, 'container', lines, `container with image ${c.image}`, c.part, goTo)];
  c.mounts.forEach((mount, i) => {
    const y = at.y + (lines.length + i + 1) * row - 1;
    const what = `${mount.path}${mount.readOnly ? ' (read-only)' : ''}`;
    const shown = svg('g', { class: 'mount' }, svg('rect', { x: at.x + 2, y: y - row + 5, width: at.width - 4, height: row, rx: 3 }), text(at.x + pad, y, what, 'path', at.width - 2 * pad));
    leads(shown, `${shortened(what, 'path', at.width - 2 * pad)}, where ${c.name} mounts ${mount.volume}`, mount.part, goTo);
    parts.push(shown);
    const volume = placed.boxes.get(`volume-${mount.volume}`);
    if (volume) parts.unshift(line(curve(at.x + at.width, y - 5, volume.x, volume.y + volume.height / 2), mount.readOnly ? 'read-only' : ''));
  });
  return parts;
}

/** A frame around boxes, with a heading. */
function frame(boxes: Box[], heading: string, kind: string, margin: number, above: number): SVGElement {
  const x = Math.min(...boxes.map((b) => b.x)) - margin;
  const y = Math.min(...boxes.map((b) => b.y)) - above;
  const right = Math.max(...boxes.map((b) => b.x + b.width)) + margin;
  const bottom = Math.max(...boxes.map((b) => b.y + b.height)) + margin;
  return svg('g', { class: `frame ${kind}` }, svg('rect', { x, y, width: right - x, height: bottom - y, rx: 8 }), text(x + 10, y + 18, heading, 'heading', right - x));
}

function frames(picture: Picture, placed: Placed): SVGElement[] {
  const of = (prefix: string) => [...placed.boxes].filter(([key]) => key.startsWith(prefix)).map(([, b]) => b);
  const inside = [...of('init-'), ...of('container-'), ...of('volume-')];
  const made = [frame(inside, picture.replicas === 0 ? 'Pod (suspended: no replica)' : 'Pod', 'pod', 16, 56)];
  if (picture.init.length > 0) made.push(frame(of('init-'), 'Init containers, in order', 'group', 8, 28));
  made.push(frame(of('container-'), 'Containers', 'group', 8, 28));
  if (picture.volumes.length > 0) made.push(frame(of('volume-'), 'Volumes', 'group', 8, 28));
  return made;
}

function volumes(picture: Picture, placed: Placed, goTo: GoTo): SVGElement[] {
  const drawn = new Set<string>();
  return picture.volumes.flatMap(({ name, part, source }) => {
    const at = placed.boxes.get(`volume-${name}`)!;
    const parts = [box(at, 'volume', [[name, 'name'], [source.name ? source.kind : `${source.kind} ${source.note}`, 'note']], 'volume', part, goTo)];
    const key = `source-${source.kind}/${source.name}`;
    const from = placed.boxes.get(key);
    if (!from) return parts;
    parts.unshift(line(curve(at.x + at.width, at.y + at.height / 2, from.x, from.y + from.height / 2), ''));
    if (!drawn.has(key)) parts.push(box(from, source.part ? 'source' : 'source outside', [[source.name, 'name'], [source.kind, 'note'], ...(source.note ? [[source.note, 'note'] as [string, string]] : [])], 'source of a volume', source.part, goTo));
    drawn.add(key);
    return parts;
  });
}

function drawing(picture: Picture, goTo: GoTo): SVGElement {
  const placed = place(picture);
  const at = (key: string) => placed.boxes.get(key)!;
  const parts = frames(picture, placed);
  picture.init.forEach((c, i) => {
    parts.push(...container(c, at(`init-${i}`), `${i + 1}. `, placed, goTo));
    const from = at(`init-${i}`);
    const to = placed.boxes.get(`init-${i + 1}`) ?? at('container-0');
    parts.push(line(`M${from.x + from.width - 24} ${from.y + from.height}V${to.y - 2}`, 'then'));
  });
  picture.containers.forEach((c, i) => parts.push(...container(c, at(`container-${i}`), '', placed, goTo)));
  parts.push(...volumes(picture, placed, goTo));
  if (picture.service) {
    const { name, ports, part } = picture.service;
    const service = at('service');
    const server = at('container-0');
    parts.push(line(curve(service.x + service.width, service.y + service.height / 2, server.x, server.y + server.height / 2), ''),
      box(service, 'service', [[`Service ${name}`, 'name'], ...ports.map((p): [string, string] => [p, 'note'])], 'Service', part, goTo));
  }
  const arrow = svg('defs', {}, svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, svg('path', { d: 'M0 0L8 4L0 8z', class: 'tip' })));
  return svg('svg', { width: placed.width, height: placed.height, viewBox: `0 0 ${placed.width} ${placed.height}`, role: 'group', 'aria-label': `What runs for ${picture.agent}` }, arrow, ...parts);
}

export function drawPicture(picture: Picture | null, into: HTMLElement, goTo: GoTo): void {
  if (!picture) {
    into.replaceChildren(element('p', { class: 'quiet' }, 'Nothing runs: nothing was rendered.'));
    return;
  }
  into.replaceChildren(drawing(picture, goTo) as unknown as Node);
  if (picture.beside.length > 0) {
    into.append(element('h3', {}, 'Beside the Pod'), element('ul', { class: 'beside' }, ...picture.beside.map((object) =>
      element('li', {}, `${object.kind} ${object.name}`, ...(object.note ? [element('span', { class: 'quiet' }, ` ${object.note}`)] : [])))));
  }
}
