// The editor of the output: read-only. What it shows changes in place, so that scroll, folds and selection stay.

import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { codeFolding, foldEffect, foldGutter, foldKeymap, foldService, unfoldEffect, foldedRanges } from '@codemirror/language';
import { searchKeymap } from '@codemirror/search';
import { EditorState, Prec, StateEffect, StateField, type ChangeSpec, type Range } from '@codemirror/state';
import { Decoration, EditorView, keymap, type DecorationSet } from '@codemirror/view';
import { changesBetween } from './changes';
import { lineEvents, mount, shared, type OnLine } from './editor-parts';
import { nothing, type Manifests } from './manifests';

// Above this, colours cost more than they help.
const mostColored = 1 << 20;
// Above this, a new text is shown as a whole, which is faster than to find what changed.
const mostCompared = 2 << 20;

// As many as are folded in one step.
const mostFolded = 500;

const setStale = StateEffect.define<[number, number][]>();
const staleLine = Decoration.line({ class: 'cm-stale' });
const stale = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    const effect = transaction.effects.find((e) => e.is(setStale));
    if (!effect) return old.map(transaction.changes);
    const doc = transaction.state.doc;
    const marks: Range<Decoration>[] = [];
    for (const [first, last] of effect.value as [number, number][]) {
      for (let line = first; line <= Math.min(last, doc.lines); line++) marks.push(staleLine.range(doc.line(line).from));
    }
    return Decoration.set(marks);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function placeholderDOM(_view: EditorView, unfold: (event: Event) => void, label: string): HTMLElement {
  const made = document.createElement('span');
  made.className = 'cm-foldPlaceholder';
  made.textContent = label;
  made.title = 'Unfold';
  made.onclick = unfold;
  return made;
}

export class OutputEditor {
  readonly view: EditorView;
  private shown: Manifests = nothing;
  private labels = new Map<number, string>(); // by first line
  private ends = new Map<number, number>();
  private colored = true;

  constructor(host: HTMLElement, private readonly onLine: OnLine) {
    this.view = mount(host, this.make(''));
  }

  private make(text: string): EditorState {
    this.colored = text.length <= mostColored;
    return EditorState.create({
      doc: text,
      extensions: [
        shared, stale, Prec.high(foldService.of((state, from) => this.foldAt(state, state.doc.lineAt(from).number))),
        codeFolding({ preparePlaceholder: (state, range) => this.labelAt(state, range.from), placeholderDOM }), foldGutter(),
        this.colored ? yaml() : [], keymap.of([...searchKeymap, ...defaultKeymap, ...foldKeymap]),
        EditorState.readOnly.of(true), lineEvents(this.onLine),
        EditorView.contentAttributes.of({ 'aria-label': 'Rendered manifests', 'aria-readonly': 'true', inputmode: 'none', tabindex: '0' }),
      ],
    });
  }

  /** A folded object says what it is. */
  private labelAt(state: EditorState, from: number): string {
    const line = state.doc.lineAt(from);
    return line.from === from ? this.labels.get(line.number) ?? '…' : '…';
  }

  /** An object folds as a whole, with the line that separates it from the next. */
  private foldAt(state: EditorState, line: number): { from: number; to: number } | null {
    const end = this.ends.get(line);
    if (end === undefined || end > state.doc.lines) return null;
    return { from: state.doc.line(line).from, to: state.doc.line(end).to };
  }

  show(next: Manifests): void {
    const { objects, text } = next;
    const changed = text !== this.shown.text;
    this.labels = new Map(objects.map((o) => [o.line, `${o.kind} ${o.name}`]));
    const lines = changed ? countLines(text) : this.view.state.doc.lines;
    this.ends = new Map(objects.map((o, i) => [o.line, (objects[i + 1]?.line ?? lines + (text.endsWith('\n') ? 0 : 1)) - 1]));
    if (changed) this.replace(this.shown.text, text);
    if (next.stale.length > 0 || this.shown.stale.length > 0) this.view.dispatch({ effects: setStale.of(next.stale) });
    this.shown = next;
  }

  private replace(before: string, text: string): void {
    if (before === '' || text.length > mostCompared || this.colored !== text.length <= mostColored) {
      const scroll = this.view.scrollDOM.scrollTop;
      this.view.setState(this.make(text));
      this.view.scrollDOM.scrollTop = scroll;
      return;
    }
    const changes: ChangeSpec[] = changesBetween(before, text);
    this.view.dispatch({ changes });
  }

  foldAll(): void {
    const state = this.view.state;
    const effects = [...this.ends.keys()].map((line) => this.foldAt(state, line)).filter((range) => range !== null).map((range) => foldEffect.of(range));
    this.inSteps(effects);
  }

  unfoldAll(): void {
    const effects: StateEffect<unknown>[] = [];
    foldedRanges(this.view.state).between(0, this.view.state.doc.length, (from, to) => void effects.push(unfoldEffect.of({ from, to })));
    this.inSteps(effects);
  }

  /** Thousands of folds in one step would keep the page from doing anything else. */
  private inSteps(effects: StateEffect<unknown>[]): void {
    const { doc } = this.view.state;
    const step = (): void => {
      if (this.view.state.doc !== doc) return;
      this.view.dispatch({ effects: effects.splice(0, mostFolded) });
      if (effects.length > 0) setTimeout(step);
    };
    step();
  }

  goTo(line: number): void {
    const { from } = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    this.view.focus();
  }

  reveal(line: number): void {
    const doc = this.view.state.doc;
    if (line <= doc.lines) this.view.dispatch({ effects: EditorView.scrollIntoView(doc.line(line).from, { y: 'start' }) });
  }
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
