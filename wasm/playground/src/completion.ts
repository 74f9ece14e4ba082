// Completion of field names and of the values that a field takes.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Text } from '@codemirror/state';
import { fieldElement } from './hover';

const keyLine = /^(\s*(?:- +)*)([\w./-]+):(.*)$/;

/** The column at which a line's key stands: behind its indentation and dashes. */
const columnOf = (line: string) => /^\s*(?:- +)*/.exec(line)![0].length;

/** The keys above `column` at line `number`, outermost first, and the kind of the document. */
export function placeOf(doc: Text, number: number, column: number): { path: string[]; kind: string } {
  const path: string[] = [];
  let kind = '';
  for (let n = number - 1; n >= 1; n--) {
    const text = doc.line(n).text;
    if (/^---/.test(text)) break;
    const match = keyLine.exec(text);
    if (!match) continue;
    if (columnOf(text) < column) {
      path.unshift(match[2]);
      column = columnOf(text);
    }
    if (column === 0 && match[1] === '' && match[2] === 'kind') kind = match[3].trim();
  }
  for (let n = number; kind === '' && n <= doc.lines && (n === number || !/^---/.test(doc.line(n).text)); n++) {
    kind = /^kind:\s*(\w+)/.exec(doc.line(n).text)?.[1] ?? '';
  }
  return { path, kind };
}

export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const value = /^(\s*(?:- +)*)([\w./-]+):\s+([\w./]*)$/.exec(before);
  const column = columnOf(before);
  const { path, kind } = placeOf(context.state.doc, line.number, column);
  if (!value && !context.explicit && before.slice(column) === '') return null;
  // The table of fields is loaded with the first completion.
  const { fieldsAt } = await import('./schema');
  if (value) {
    const values = fieldsAt(kind, path)[value[2]]?.values ?? [];
    if (values.length === 0) return null;
    return { from: context.pos - value[3].length, options: values.map((label) => ({ label, type: 'constant' })), validFor: /^[\w./]*$/ };
  }
  const word = before.slice(column);
  if (!/^[\w]*$/.test(word) || (word === '' && !context.explicit)) return null;
  const options: Completion[] = Object.entries(fieldsAt(kind, path)).map(([label, field]) => ({
    label, type: 'property', apply: field.hasBelow ? `${label}:` : `${label}: `, info: () => fieldElement([...path, label].join('.'), field),
  }));
  return options.length === 0 ? null : { from: line.from + column, options, validFor: /^\w*$/ };
}
