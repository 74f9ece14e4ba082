// The documentation of a field, from the table of fields, under the mouse.

import { hoverTooltip } from '@codemirror/view';
import { element } from './dom';
import { placeOf } from './completion';
import type { Field } from './schema';

/** What a field is, as an element: for the hover and beside the list of completions. */
export function fieldElement(name: string, field: Field): HTMLElement {
  return element('div', { class: 'field-docs' }, element('strong', {}, name), ...(field.type ? [` ${field.type}`] : []),
    ...(field.text ? [element('div', {}, field.text)] : []),
    ...(field.values.length > 0 ? [element('div', {}, `One of ${field.values.join(', ')}.`)] : []));
}

export const fieldHover = hoverTooltip(async (view, position) => {
  const line = view.state.doc.lineAt(position);
  const found = /^(\s*(?:- +)*)([\w./-]+)(?=:)/.exec(line.text);
  if (!found) return null;
  const from = line.from + found[1].length;
  const to = from + found[2].length;
  if (position < from || position > to) return null;
  const { fieldsAt } = await import('./schema');
  const { path, kind } = placeOf(view.state.doc, line.number, found[1].length);
  const field = fieldsAt(kind, path)[found[2]];
  if (!field || (field.text === '' && field.type === '')) return null;
  return { pos: from, end: to, above: true, create: () => ({ dom: fieldElement([...path, found[2]].join('.'), field) }) };
});
