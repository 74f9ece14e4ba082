// The two editors: of the input, and the read-only one of the output. Each lives in a shadow root, where CodeMirror
// needs no inline styles, so that the page can forbid them.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, foldService, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState, Prec, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { complete } from './completion';
import type { Problem, RenderedObject } from './api';

// Above this, colours cost more than they help.
const mostColored = 1 << 20;

const colors = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--key)' },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: 'var(--string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: 'var(--number)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)' },
  { tag: [tags.meta, tags.separator, tags.punctuation], color: 'var(--quiet)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--field)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--field)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--active)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
  '.cm-linked': { backgroundColor: 'var(--linked)', boxShadow: 'inset 3px 0 var(--accent)' },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--panel)', color: 'var(--text)', border: '1px solid var(--line)', marginLeft: '1em', padding: '0 6px' },
});

const setLinked = StateEffect.define<number[]>();
const linked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setLinked)) continue;
      const doc = transaction.state.doc;
      const marks: Range<Decoration>[] = effect.value.filter((line) => line >= 1 && line <= doc.lines).sort((a, b) => a - b)
        .map((line) => Decoration.line({ class: 'cm-linked' }).range(doc.line(line).from));
      return Decoration.set(marks);
    }
    return transaction.docChanged ? Decoration.none : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Told of the line under the mouse or the cursor; `clicked` when the reader chose it. */
export type OnLine = (line: number, clicked: boolean) => void;

function lineEvents(onLine: OnLine): Extension {
  let last = 0;
  const at = (view: EditorView, event: MouseEvent) => {
    const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
    return position === null ? 0 : view.state.doc.lineAt(position).number;
  };
  return [
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const line = at(view, event);
        if (line !== last && line !== 0) onLine(line, false);
        last = line;
      },
      mouseleave() {
        last = 0;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet || update.docChanged) return;
      const before = update.startState.doc.lineAt(update.startState.selection.main.head).number;
      const now = update.state.doc.lineAt(update.state.selection.main.head).number;
      if (update.transactions.some((t) => t.isUserEvent('select')) && (now !== before || update.view.hasFocus)) onLine(now, true);
    }),
  ];
}

function mount(host: HTMLElement, state: EditorState): EditorView {
  const root = host.attachShadow({ mode: 'open' });
  return new EditorView({ state, parent: root, root });
}

const shared: Extension = [lineNumbers(), drawSelection(), highlightActiveLine(), linked, theme, syntaxHighlighting(colors)];

/** Adds links and reveals lines; both editors can. */
export function showLinked(view: EditorView, lines: number[], reveal: boolean): void {
  const doc = view.state.doc;
  const effects: StateEffect<unknown>[] = [setLinked.of(lines)];
  if (reveal && lines.length > 0 && lines[0] <= doc.lines) {
    effects.push(EditorView.scrollIntoView(doc.line(lines[0]).from, { y: 'center' }));
  }
  view.dispatch({ effects });
}

export class InputEditor {
  readonly view: EditorView;
  private readonly extensions: Extension;

  constructor(host: HTMLElement, onChange: (text: string) => void, onLine: OnLine) {
    this.extensions = [
      shared, history(), foldGutter(), indentOnInput(), bracketMatching(), closeBrackets(), yaml(), lintGutter(),
      autocompletion({ override: [complete] }), lineEvents(onLine),
      // Escape, then Tab leaves the editor, as CodeMirror's guide for keyboards has it.
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': 'Input: Agents as YAML', spellcheck: 'false', tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((t) => t.annotation(switching))) onChange(update.state.doc.toString());
      }),
    ];
    this.view = mount(host, this.make(''));
  }

  private make(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions });
  }

  show(text: string): void {
    this.view.setState(this.make(text));
  }

  mark(problems: Problem[]): void {
    const doc = this.view.state.doc;
    const diagnostics: Diagnostic[] = problems.filter((p) => p.line !== undefined && p.line <= doc.lines).map((p) => {
      const line = doc.line(p.line!);
      const from = Math.min(line.from + columnUnits(line.text, p.column ?? 1), line.to);
      const word = /^[\w./-]+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
      return {
        from, to: Math.min(from + word, line.to), severity: p.severity,
        message: p.message + (p.hint ? `\n${p.hint}` : ''), source: p.code,
      };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  goTo(line: number): void {
    const doc = this.view.state.doc;
    const position = doc.line(Math.min(Math.max(line, 1), doc.lines)).from;
    this.view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
    this.view.focus();
  }
}


const switching = Annotation.define<boolean>();

/** Columns count characters; the editor counts UTF-16 units. */
function columnUnits(text: string, column: number): number {
  let units = 0;
  for (const character of text) {
    if (--column <= 0) break;
    units += character.length;
  }
  return units;
}

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
  private objects: RenderedObject[] = [];
  private starts: number[] = []; // their first lines

  constructor(host: HTMLElement, private readonly onLine: OnLine) {
    this.view = mount(host, this.make(''));
  }

  private make(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        shared, Prec.high(foldService.of((state, from) => this.foldOf(state, from))), codeFolding({ preparePlaceholder: (state, range) => this.labelOf(state, range.from), placeholderDOM }), foldGutter(),
        text.length <= mostColored ? yaml() : [], keymap.of([...defaultKeymap, ...foldKeymap]),
        EditorState.readOnly.of(true), lineEvents(this.onLine),
        EditorView.contentAttributes.of({ 'aria-label': 'Rendered manifests', 'aria-readonly': 'true', inputmode: 'none', tabindex: '0' }),
      ],
    });
  }

  /** A folded object says what it is. */
  private labelOf(state: EditorState, from: number): string {
    const object = this.objects.find((o) => o.line === state.doc.lineAt(from).number);
    return object ? `${object.kind} ${object.name}` : '…';
  }

  /** An object folds from its first line to its last. */
  private foldOf(state: EditorState, from: number): { from: number; to: number } | null {
    const line = state.doc.lineAt(from);
    const index = this.starts.indexOf(line.number);
    if (index < 0) return null;
    const next = this.starts[index + 1];
    const last = next === undefined ? state.doc.lines : next - 1;
    let end = state.doc.line(last);
    while (end.number > line.number && (end.text === '---' || end.text === '')) end = state.doc.line(end.number - 1);
    return end.number > line.number ? { from: line.to, to: end.to } : null;
  }

  show(text: string, objects: RenderedObject[]): void {
    this.objects = objects;
    this.starts = objects.map((object) => object.line);
    const scroll = this.view.scrollDOM.scrollTop;
    this.view.setState(this.make(text));
    this.view.scrollDOM.scrollTop = scroll;
  }
}
