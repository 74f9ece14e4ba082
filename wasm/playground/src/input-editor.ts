// The editor of the input. Each file has a state of its own: text, history of changes, cursor; and its place in the view.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorSelection, EditorState, type Extension, type StateEffect } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Problem } from './api';
import { complete } from './completion';
import { lineEvents, mount, shared, type OnLine } from './editor-parts';
import { fieldHover } from './hover';

/** What a file looks like in the editor, between two times that it is shown. */
export interface Sheet {
  state: EditorState;
  scroll: StateEffect<unknown> | null;
}

export class InputEditor {
  readonly view: EditorView;
  private readonly extensions: Extension;

  constructor(host: HTMLElement, onChange: (text: string) => void, onLine: OnLine) {
    this.extensions = [
      shared, history(), foldGutter(), indentOnInput(), bracketMatching(), closeBrackets(), yaml(), lintGutter(),
      autocompletion({ override: [complete] }), fieldHover, lineEvents(onLine),
      // Escape, then Tab leaves the editor, as CodeMirror's guide for keyboards has it; the page says so.
      keymap.of([...closeBracketsKeymap, ...searchKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': 'Input: Agents as YAML', 'aria-describedby': 'leave', spellcheck: 'false', tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
    ];
    this.view = mount(host, this.sheet('').state);
    const leave = document.createElement('span');
    leave.id = 'leave';
    leave.hidden = true;
    leave.textContent = 'Escape, then Tab leaves the editor.';
    host.shadowRoot!.append(leave);
  }

  sheet(text: string, cursor = 0): Sheet {
    const at = Math.min(cursor, text.length);
    return { state: EditorState.create({ doc: text, selection: EditorSelection.cursor(at), extensions: this.extensions }), scroll: null };
  }

  show(sheet: Sheet): void {
    this.view.setState(sheet.state);
    this.view.dispatch({ effects: sheet.scroll ?? EditorView.scrollIntoView(sheet.state.selection.main.head, { y: 'center' }) });
  }

  /** What is shown, to be shown again. */
  taken(): Sheet {
    return { state: this.view.state, scroll: this.view.scrollSnapshot() };
  }

  /** An edit that can be undone. */
  replace(text: string): void {
    const { doc, selection } = this.view.state;
    const head = Math.min(selection.main.head, text.length);
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor: head }, userEvent: 'input.replace' });
  }

  mark(problems: Problem[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, problems.filter((p) => p.line !== undefined).map((p) => this.diagnostic(p))));
  }

  private diagnostic(p: Problem): Diagnostic {
    const doc = this.view.state.doc;
    const message = p.message + (p.hint ? `\n${p.hint}` : '');
    const found = { severity: p.severity, message, source: p.code };
    // What is missing at the end of the input is reported behind its last line.
    if (p.line! > doc.lines) return { ...found, from: Math.max(0, doc.length - 1), to: doc.length };
    const line = doc.line(Math.max(1, p.line!));
    const from = Math.min(line.from + columnUnits(line.text, p.column ?? 1), line.to);
    const word = /^[\w./-]+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
    return { ...found, from, to: Math.min(from + word, line.to) };
  }

  goTo(line: number): void {
    const doc = this.view.state.doc;
    const position = doc.line(Math.min(Math.max(line, 1), doc.lines)).from;
    this.view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
    this.view.focus();
  }
}

/** Columns count characters; the editor counts UTF-16 units. */
function columnUnits(text: string, column: number): number {
  let units = 0;
  for (const character of text) {
    if (--column <= 0) break;
    units += character.length;
  }
  return units;
}
