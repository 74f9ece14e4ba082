// What the output pane shows: the newest result, and for what has an error now the last that had none, which is stale.

import type { RenderedObject, Result } from './api';
import { counted } from './dom';

const width = 5; // numbers a line, see wasm/agentrender.h

export interface Manifests {
  text: string;
  objects: RenderedObject[];
  lines: Int32Array;
  /** First and last line of what is stale. */
  stale: [number, number][];
  /** Agents whose manifests are stale, as namespace/name. */
  staleAgents: string[];
}

export const nothing: Manifests = { text: '', objects: [], lines: new Int32Array(), stale: [], staleAgents: [] };

export const agentKey = (object: RenderedObject): string => `${object.namespace ?? ''}/${object.agent}`;

/** The Agents of objects: their keys, and what the engine and readers call them. */
export const agentsOf = (objects: RenderedObject[]): Map<string, string> =>
  new Map(objects.filter((o) => o.agent !== '').map((o) => [agentKey(o), o.namespace ? agentKey(o) : o.agent]));

/** One object with its text and origins; lines count from 0 within it. */
interface Piece {
  object: RenderedObject;
  text: string;
  lines: Int32Array;
  stale: boolean;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function piecesOf(of: Pick<Manifests, 'text' | 'objects' | 'lines'>, stale: (line: number) => boolean): Piece[] {
  const starts = lineStarts(of.text);
  let number = 0;
  return of.objects.map((object, i) => {
    const end = of.objects[i + 1]?.line ?? starts.length + 1;
    const from = number;
    while (number < of.lines.length && of.lines[number] < end) number += width;
    const text = of.text.slice(starts[object.line - 1], starts[end - 1] ?? of.text.length).replace(/^---\n/m, '').replace(/\n?$/, '\n');
    const lines = of.lines.slice(from, number);
    for (let at = 0; at < lines.length; at += width) lines[at] -= object.line;
    return { object, text, lines, stale: stale(object.line) };
  });
}

function joined(pieces: Piece[]): Manifests {
  const objects: RenderedObject[] = [];
  const stale: [number, number][] = [];
  const lines = new Int32Array(pieces.reduce((sum, piece) => sum + piece.lines.length, 0));
  let filled = 0;
  let line = 1;
  for (const piece of pieces) {
    const count = lineStarts(piece.text).length - 1;
    objects.push({ ...piece.object, line });
    if (piece.stale) stale.push([line, line + count - 1]);
    lines.set(piece.lines, filled);
    for (const end = filled + piece.lines.length; filled < end; filled += width) lines[filled] += line;
    line += count + 1;
  }
  const staleAgents = [...new Set(pieces.filter((p) => p.stale).map((p) => agentKey(p.object)))];
  return { text: pieces.map((piece) => piece.text).join('---\n'), objects, lines, stale, staleAgents };
}

/** The Agents of `before` that are not among `pieces` because they have errors, at most as many as were not rendered. */
function failedAgents(before: Piece[], pieces: Piece[], next: Result): Set<string> {
  const rendered = new Set(pieces.map((piece) => agentKey(piece.object)));
  const missing = [...agentsOf(before.map((piece) => piece.object)).keys()].filter((key) => !rendered.has(key));
  const most = next.agents - next.rendered;
  if (missing.length <= most) return new Set(missing);
  const named = new Set(next.problems.map((p) => `${p.object?.namespace ?? ''}/${p.object?.name ?? ''}`));
  return new Set([...missing.filter((key) => named.has(key)), ...missing.filter((key) => !named.has(key))].slice(0, most));
}

/** What keeps its place among the objects: all of an Agent's together, for they may be more or fewer than they were. */
const placeKey = ({ object }: Piece) => (object.agent === '' ? `${object.kind} ${object.namespace}/${object.name}` : agentKey(object));

/** `now` with the failed Agents' pieces, each behind what it stood behind. */
function merged(before: Piece[], now: Piece[], failed: Set<string>): Piece[] {
  const present = new Set(now.map(placeKey));
  const behind = new Map<string, Piece[]>();
  let above = '';
  for (const piece of before) {
    if (piece.object.agent !== '' && failed.has(agentKey(piece.object))) {
      behind.set(above, [...(behind.get(above) ?? []), { ...piece, lines: new Int32Array(), stale: true }]);
    } else if (present.has(placeKey(piece))) {
      above = placeKey(piece);
    }
  }
  const result = behind.get('') ?? [];
  now.forEach((piece, i) => {
    result.push(piece);
    if (!now[i + 1] || placeKey(now[i + 1]) !== placeKey(piece)) result.push(...(behind.get(placeKey(piece)) ?? []));
  });
  return result;
}

export const allStale = (shown: Manifests): Manifests =>
  ({ ...shown, lines: new Int32Array(), stale: [[1, lineStarts(shown.text).length]], staleAgents: [...agentsOf(shown.objects).keys()] });

/** `next` was rendered with keepGoing, so that Agents without errors are in it. */
export function compose(before: Manifests, next: Result): Manifests {
  const plain: Manifests = { text: next.output, objects: next.objects, lines: next.lines, stale: [], staleAgents: [] };
  if (!next.problems.some((p) => p.severity === 'error')) return plain;
  if (before.text === '') return plain;
  if (next.output === '') return allStale(before);
  if (next.rendered >= next.agents) return plain;
  const old = piecesOf(before, (line) => before.stale.some(([first, last]) => line >= first && line <= last));
  const now = piecesOf(plain, () => false);
  const failed = failedAgents(old, now, next);
  return failed.size === 0 ? plain : joined(merged(old, now, failed));
}

/** What the line above the output says; '' when all of it is current. */
export function staleText(shown: Manifests, errors: number): string {
  if (errors === 0) return '';
  const count = counted(errors, 'error');
  if (shown.stale.length === 0) return shown.text === '' ? `${count}: nothing to show yet` : `${count}: what has none is shown`;
  const whole = shown.stale.length === 1 && shown.stale[0][0] === 1 && shown.objects.every((o) => o.line <= shown.stale[0][1]);
  if (whole) return `${count}: showing the previous result`;
  const names = shown.staleAgents.map((key) => key.replace(/^\//, ''));
  return `${count}: showing the previous result of ${names.length > 3 ? `${names.length} Agents` : names.join(', ')}`;
}
