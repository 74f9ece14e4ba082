// What comes from where: the line under the mouse or the cursor leads to its line in the other editor.

import type { Result } from './api';
import { byId, counted } from './dom';
import { showLinked } from './editor-parts';
import type { InputEditor } from './input-editor';
import { Links, type Origin, type Place } from './links';
import { partAt, partsOf, type Part } from './parts';
import type { Manifests } from './manifests';
import type { OutputEditor } from './output-editor';
import type { Workspace } from './workspace';

// Links name at most this many lines at once.
const mostLinked = 500;
// As many further places as are named.
const mostPlaces = 40;
// Places that are looked for in a line, lines in which parts are marked, and a line that is not searched.
const mostSearched = 200;
const mostMarked = 100;
const longestLine = 20_000;
const idle = 'Point at a line, or move the cursor to it, to see where it comes from.';

export class Origins {
  private links = new Links(new Int32Array());
  private rules: Result['rules'] = [];
  private shown: Manifests | null = null;
  private split = new Map<number, { text: string; lines: string[] }>();

  constructor(private readonly workspace: Workspace, private readonly input: InputEditor, private readonly output: OutputEditor) {}

  show(shown: Manifests, rules: Result['rules']): void {
    this.links = new Links(shown.lines);
    if (rules.length > 0) this.rules = rules;
    this.shown = shown;
    this.clear();
  }

  /** What else each line depends on; it comes later than the result. */
  addEffects(effects: Int32Array): void {
    if (this.shown?.stale.length === 0) this.links.addEffects(effects);
  }

  /** What was said is of another text. */
  clear(): void {
    byId('origin-text').textContent = idle;
    showLinked(this.input.view, [], false);
    showLinked(this.output.view, [], false);
  }

  /** `column` counts from 0; a word that a line of the input has written leads to that line. */
  ofOutput(line: number, clicked: boolean, column = 0): void {
    if (!this.shown) return;
    const stale = this.shown.stale.some(([first, last]) => line >= first && line <= last);
    if (stale) return this.nowhere(`Line ${line}: of the previous result; the input has changed since`);
    const origin = this.links.originOf(line);
    if (!origin) return this.nowhere(idle);
    const all = this.links.allOf(line);
    const part = partAt(this.partsOf(line, [...(origin.line === 0 ? [] : [origin]), ...all]), column);
    if (part) return this.ofPart(line, part, origin, all, clicked);
    const others = all.filter((p) => !sameLine(p, origin));
    const also = others.length === 0 ? '' : `; ${origin.line === 0 ? 'changed' : 'also changed'} by ${this.places(others)}`;
    byId('origin-text').textContent = `Line ${line} ${this.text(origin)}${also}`;
    this.showPlaces([origin, ...others], clicked);
    showLinked(this.output.view, [line], false);
  }

  /** Of a stretch of the line, which one line of the input has written. */
  private ofPart(line: number, part: Part, origin: Origin, all: Place[], clicked: boolean): void {
    const others = all.filter((p) => !sameLine(p, part.place));
    const also = others.length === 0 ? '' : `; the line is also changed by ${this.places(others)}`;
    const text = this.output.view.state.doc.line(line).text.slice(part.from, part.to);
    byId('origin-text').textContent = `Line ${line} “${shortened(text)}” ${this.text({ ...origin, ...part.place })}${also}`;
    this.showPlaces([part.place], clicked);
    showLinked(this.output.view, [line], false, [{ line, from: part.from, to: part.to }]);
  }

  private partsOf(line: number, places: Place[]): Part[] {
    const { doc } = this.output.view.state;
    if (line > doc.lines) return [];
    const { text } = doc.line(line);
    return text.length > longestLine ? [] : places.slice(0, mostSearched).flatMap((place) => partsOf(text, this.inputLines(place.source), place));
  }

  private inputLines(source: number): string[] {
    const text = this.workspace.files[source]?.text ?? '';
    if (this.split.get(source)?.text !== text) this.split.set(source, { text, lines: text.split('\n') });
    return this.split.get(source)!.lines;
  }

  /** Marks the places in the file that is shown; a click shows the file of the first. */
  private showPlaces(places: Place[], clicked: boolean): void {
    const [first] = places;
    if (clicked && first.line !== 0 && this.workspace.files[first.source]) this.workspace.show(first.source);
    const here = places.filter((p) => p.line !== 0 && p.source === this.workspace.current).map((p) => p.line);
    showLinked(this.input.view, here, clicked);
  }

  ofInput(line: number, clicked: boolean): void {
    if (!this.shown) return;
    const all = this.outputLines(line);
    const { doc } = this.output.view.state;
    const place = { line, column: 1, source: this.workspace.current };
    const input = this.inputLines(this.workspace.current);
    // A line in a text leads to the lines that it is in the output, and not to all of it.
    const same = input[line - 1]?.trim() ?? '';
    const exact = same === '' || this.links.hasOrigin(place.source, line) ? [] : all.filter((n) => n <= doc.lines && doc.line(n).text.trim() === same);
    const lines = exact.length > 0 ? exact : all;
    const parts = exact.length > 0 ? [] : lines.slice(0, mostMarked).filter((n) => n <= doc.lines)
      .flatMap((n) => partsOf(doc.line(n).text, input, place).map(({ from, to }) => ({ line: n, from, to })));
    showLinked(this.output.view, lines.slice(0, mostLinked), clicked, parts);
    showLinked(this.input.view, [line], false);
    const what = lines.length === 0 ? ': nothing comes from it' : ` → ${counted(lines.length, 'line')} of output`;
    byId('origin-text').textContent = `Line ${line} of ${this.workspace.file.name}${what}`;
  }

  /** What comes from a line, and what it changes; of texts all lines. */
  private outputLines(line: number): number[] {
    const { current } = this.workspace;
    const input = this.inputLines(current);
    const owner = this.links.ownerOf(current, line, (n) => (input[n - 1].trim() === '' ? null : input[n - 1].search(/\S/)));
    const direct = this.links.outputOf(current, owner);
    const whole = owner === line ? direct : direct.flatMap((n) => {
      const [first, last] = this.links.textOf(n, this.output.view.state.doc.lines);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    return [...new Set([...whole, ...this.links.changedBy(current, line), ...(owner === line ? [] : this.links.changedBy(current, owner))])].sort((a, b) => a - b);
  }

  /** "a.yaml:3, 9–12; b.yaml:1": all of them, in the order of the input. */
  private places(places: Place[]): string {
    const stretches: [source: number, first: number, last: number][] = [];
    for (const { source, line } of places) {
      const before = stretches.at(-1);
      if (before && before[0] === source && line <= before[2] + 1) before[2] = line;
      else stretches.push([source, line, line]);
    }
    const texts = stretches.slice(0, mostPlaces).map(([source, first, last], i) => {
      const name = source === stretches[i - 1]?.[0] ? ', ' : `${i > 0 ? '; ' : ''}${this.workspace.files[source]?.name}:`;
      return `${name}${first}${last > first ? `–${last}` : ''}`;
    });
    return `${texts.join('')}${stretches.length > mostPlaces ? ` and ${stretches.length - mostPlaces} more places` : ''}`;
  }

  private nowhere(text: string): void {
    this.clear();
    byId('origin-text').textContent = text;
  }

  private text(origin: Origin): string {
    const [name, what] = this.rules[origin.rule] ?? ['', ''];
    const rule = name && `${name}: ${what}`;
    if (origin.line === 0) return `← ${rule}`;
    const place = `${this.workspace.files[origin.source]?.name}:${origin.line}:${origin.column}`;
    return rule ? `← ${place}, by ${rule}` : `← copied from ${place}`;
  }
}

const sameLine = (a: Place, b: Place) => a.line === b.line && a.source === b.source;
const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
