// What comes from where: the line under the mouse or the cursor leads to its line in the other editor.

import type { Result } from './api';
import { byId, counted } from './dom';
import { showLinked } from './editor-parts';
import type { InputEditor } from './input-editor';
import { Links, type Origin, type Place } from './links';
import type { Manifests } from './manifests';
import type { OutputEditor } from './output-editor';
import type { Workspace } from './workspace';

// Links name at most this many lines at once.
const mostLinked = 500;
// As many further places as are named.
const mostPlaces = 8;
const idle = 'Point at a line, or move the cursor to it, to see where it comes from.';

export class Origins {
  private links = new Links(new Int32Array());
  private rules: Result['rules'] = [];
  private shown: Manifests | null = null;

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

  ofOutput(line: number, clicked: boolean): void {
    if (!this.shown) return;
    const stale = this.shown.stale.some(([first, last]) => line >= first && line <= last);
    if (stale) return this.nowhere(`Line ${line}: of the previous result; the input has changed since`);
    const origin = this.links.originOf(line);
    if (!origin) return this.nowhere(idle);
    const others = this.links.allOf(line).filter((p) => p.line !== origin.line || p.source !== origin.source);
    const also = others.length === 0 ? '' : `; ${origin.line === 0 ? 'changed' : 'also changed'} by ${this.places(others)}`;
    byId('origin-text').textContent = `Line ${line} ${this.text(origin)}${also}`;
    if (clicked && origin.line !== 0 && this.workspace.files[origin.source]) this.workspace.show(origin.source);
    const here = [origin, ...others].filter((p) => p.line !== 0 && p.source === this.workspace.current).map((p) => p.line);
    showLinked(this.input.view, here, clicked);
    showLinked(this.output.view, [line], false);
  }

  ofInput(line: number, clicked: boolean): void {
    if (!this.shown) return;
    const changed = this.links.changedBy(this.workspace.current, line);
    const direct = this.links.outputOf(this.workspace.current, line, (n) => {
      const text = this.input.view.state.doc.line(n).text;
      return text.trim() === '' ? null : text.search(/\S/);
    });
    const lines = [...new Set([...direct, ...changed])].sort((a, b) => a - b);
    showLinked(this.output.view, lines.slice(0, mostLinked), clicked);
    showLinked(this.input.view, [line], false);
    const what = lines.length === 0 ? ': nothing comes from it' : ` → ${counted(lines.length, 'line')} of output`;
    byId('origin-text').textContent = `Line ${line} of ${this.workspace.file.name}${what}`;
  }

  private places(places: Place[]): string {
    const texts = places.slice(0, mostPlaces).map((p) => `${this.workspace.files[p.source]?.name}:${p.line}`);
    return `${texts.join(', ')}${places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : ''}`;
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
