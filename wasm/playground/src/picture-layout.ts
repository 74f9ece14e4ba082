// Where the parts of the picture stand. dagre orders the volumes so that few lines cross; the containers keep their order.

import { graphlib, layout } from '@dagrejs/dagre';
import type { Container, Picture } from './api';

export const row = 18; // the height of a line of text
export const pad = 10;
const wide = { service: 168, container: 262, volume: 132, source: 190 };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed {
  boxes: Map<string, Box>;
  width: number;
  height: number;
}

export const containerRows = (c: Container): number => 2 + c.ports.length + c.mounts.length;
const heightOf = (rows: number) => rows * row + pad;
const top = 64; // for the headings of the Pod
const between = 44; // init containers and containers, with a heading

/** Keys: service, init-N, container-N, volume-NAME, source-KIND/NAME. */
export function place(picture: Picture): Placed {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 72 });
  graph.setDefaultEdgeLabel(() => ({}));
  const node = (key: string, kind: keyof typeof wide, rows: number) => graph.setNode(key, { width: wide[kind], height: heightOf(rows) });
  node('service', 'service', 1 + (picture.service?.ports.length ?? 0));
  const all = [...picture.init.map((c, i) => [`init-${i}`, c] as const), ...picture.containers.map((c, i) => [`container-${i}`, c] as const)];
  for (const [key, container] of all) {
    node(key, 'container', containerRows(container));
    graph.setEdge('service', key);
  }
  for (const volume of picture.volumes) {
    node(`volume-${volume.name}`, 'volume', 2);
    graph.setEdge('service', `volume-${volume.name}`, { minlen: 2, weight: 0 });
    if (volume.source.name === '') continue;
    const source = `source-${volume.source.kind}/${volume.source.name}`;
    node(source, 'source', volume.source.note ? 3 : 2);
    graph.setEdge(`volume-${volume.name}`, source);
  }
  for (const [key, container] of all) for (const mount of container.mounts) if (graph.hasNode(`volume-${mount.volume}`)) graph.setEdge(key, `volume-${mount.volume}`);
  layout(graph, { constraints: all.slice(1).map(([key], i) => ({ left: all[i][0], right: key })) });
  return inOrder(picture, new Map(graph.nodes().map((key) => [key, graph.node(key) as Box])), all.map(([key]) => key));
}

/** From centres to corners, containers one below the other, with room for the headings. */
function inOrder(picture: Picture, centred: Map<string, Box>, containers: string[]): Placed {
  const boxes = new Map([...centred].map(([key, b]) => [key, { ...b, x: b.x - b.width / 2 + 16, y: b.y - b.height / 2 + top }]));
  let y = top;
  containers.forEach((key, i) => {
    if (i > 0) y += i === picture.init.length ? between : 22;
    boxes.get(key)!.y = y;
    y += boxes.get(key)!.height;
  });
  const rest = [...boxes.values()].filter((b) => b.width === wide.volume || b.width === wide.source);
  const lowest = Math.max(0, ...rest.map((b) => b.y + b.height)) - top;
  const shift = Math.max(0, (y - top - lowest) / 2);
  for (const box of rest) box.y += shift;
  const server = boxes.get(`container-0`);
  const service = boxes.get('service')!;
  if (server) service.y = server.y + server.height / 2 - service.height / 2;
  const all = [...boxes.values()];
  return { boxes, width: Math.max(...all.map((b) => b.x + b.width)) + 32, height: Math.max(...all.map((b) => b.y + b.height)) + 32 };
}
