// What the editors have in common. Each lives in a shadow root, where CodeMirror needs no inline styles, so that the page
// can forbid them.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { search } from '@codemirror/search';
import { EditorState, StateEffect, StateField, type Extension, type Range, type Text } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colors = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--key)' },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: 'var(--string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: 'var(--number)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)' },
  { tag: [tags.meta, tags.separator, tags.punctuation], color: 'var(--quiet)' },
]);

const panels = {
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--text)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '6px 34px 6px 8px', fontFamily: 'system-ui, sans-serif' },
  '.cm-panel.cm-search label': { fontSize: '13px' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text)', minWidth: '28px', minHeight: '28px' },
  '.cm-textfield': { backgroundColor: 'var(--field)', color: 'var(--text)', border: '1px solid var(--edge)', borderRadius: '4px', minHeight: '28px' },
  '.cm-button': { backgroundColor: 'var(--field)', backgroundImage: 'none', color: 'var(--text)', border: '1px solid var(--edge)', borderRadius: '4px', minHeight: '28px' },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selection)', outline: '1px solid var(--accent)' },
};

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--field)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' }, // the page draws it around the gutter, too
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--field)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--active)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
  '.cm-linked': { backgroundColor: 'var(--linked)', boxShadow: 'inset 3px 0 var(--accent)' },
  '.cm-part': { outline: '1.5px solid var(--accent)', borderRadius: '2px' },
  '.cm-stale, .cm-stale *': { color: 'var(--quiet) !important' },
  '.cm-stale': { boxShadow: 'inset 3px 0 var(--line)' },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--text)', border: '1px solid var(--edge)', borderRadius: '6px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--panel)', color: 'var(--text)', border: '1px solid var(--line)', margin: '0', padding: '0 6px' },
  ...panels,
  '@media (forced-colors: active)': {
    '.cm-linked': { outline: '1px solid Highlight' },
    '.cm-part': { outlineColor: 'Highlight' },
    '.cm-cursor': { borderLeftColor: 'CanvasText' },
    '.cm-stale': { borderLeft: '3px dashed GrayText' },
  },
});

/** Lines, and stretches of them, that belong to a line of the other editor. */
export interface Linked {
  lines: number[];
  parts: { line: number; from: number; to: number }[];
}

const linkedLine = Decoration.line({ class: 'cm-linked' });
const linkedPart = Decoration.mark({ class: 'cm-part' });

function decorations(doc: Text, { lines, parts }: Linked): DecorationSet {
  const marks: Range<Decoration>[] = lines.filter((line) => line >= 1 && line <= doc.lines).map((line) => linkedLine.range(doc.line(line).from));
  for (const { line, from, to } of parts) {
    if (line < 1 || line > doc.lines) continue;
    const { from: begin, to: end } = doc.line(line);
    if (from < to && begin + to <= end) marks.push(linkedPart.range(begin + from, begin + to));
  }
  return Decoration.set(marks, true);
}

const setLinked = StateEffect.define<Linked>();
const linked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLinked)) return decorations(transaction.state.doc, effect.value);
    }
    return transaction.docChanged ? Decoration.none : old;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Told of the line under the mouse or the cursor, and the place in it; `clicked` when the reader chose it. */
export type OnLine = (line: number, clicked: boolean, column: number) => void;

export function lineEvents(onLine: OnLine): Extension {
  let last: number | null = null;
  const tell = (view: EditorView, position: number, clicked: boolean) => {
    const line = view.state.doc.lineAt(position);
    onLine(line.number, clicked, position - line.from);
  };
  return [
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (position !== last && position !== null) tell(view, position, false);
        last = position;
      },
      mouseleave() {
        last = null;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) last = null;
      if (!update.selectionSet || update.docChanged) return;
      const before = update.startState.doc.lineAt(update.startState.selection.main.head).number;
      const now = update.state.doc.lineAt(update.state.selection.main.head).number;
      if (update.transactions.some((t) => t.isUserEvent('select')) && (now !== before || update.view.hasFocus)) tell(update.view, update.state.selection.main.head, true);
    }),
  ];
}

export function mount(host: HTMLElement, state: EditorState): EditorView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  return new EditorView({ state, parent: root, root });
}

export const shared: Extension = [
  lineNumbers(), drawSelection(), highlightActiveLine(), linked, theme, syntaxHighlighting(colors), search({ top: true }),
];

/** Adds links and reveals lines; both editors can. */
export function showLinked(view: EditorView, lines: number[], reveal: boolean, parts: Linked['parts'] = []): void {
  const doc = view.state.doc;
  const effects: StateEffect<unknown>[] = [setLinked.of({ lines, parts })];
  if (reveal && lines.length > 0 && lines[0] <= doc.lines) {
    effects.push(EditorView.scrollIntoView(doc.line(lines[0]).from, { y: 'center' }));
  }
  view.dispatch({ effects });
}
