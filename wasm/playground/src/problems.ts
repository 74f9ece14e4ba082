// The list of problems: those that say the same of several places are one line.

import type { Problem } from './api';
import { button, byId, counted, element } from './dom';
import { explain } from './explanations';

// As many lines as are listed, and as many places of one.
const mostListed = 200;
const mostPlaces = 50;

export interface Group {
  first: Problem;
  places: Problem[];
}

/** `problems` with the same severity, code, message and hint together, in the order of their first. */
export function grouped(problems: Problem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const problem of problems) {
    const key = [problem.severity, problem.code, problem.message, problem.hint].join('\0');
    const group = groups.get(key);
    if (group) group.places.push(problem);
    else groups.set(key, { first: problem, places: [problem] });
  }
  return [...groups.values()];
}

const placeText = (p: Problem) => (p.file ? `${p.file}:${p.line}:${p.column}` : '');

function line(group: Group, goTo: (problem: Problem) => void): HTMLElement {
  const { first, places } = group;
  const field = first.field && places.every((p) => p.field === first.field) ? `${first.field}: ` : '';
  const shown = button('', { class: 'problem' }, () => goTo(first));
  shown.append(
    element('span', { class: `severity ${first.severity}` }, first.severity), ` ${placeText(first)} ${field}${first.message}`,
    ...(first.hint ? [element('span', { class: 'quiet' }, ` (${first.hint})`)] : []));
  const item = element('li', {}, shown);
  if (first.code) item.append(button(first.code, { class: 'place', title: `What ${first.code} means, and what to do` }, () => void explain(first.code)));
  if (places.length > 1) item.append(others(places, goTo));
  return item;
}

function others(places: Problem[], goTo: (problem: Problem) => void): HTMLElement {
  const list = element('ul', { class: 'places' }, ...places.slice(1, mostPlaces).map((p) =>
    element('li', {}, button(`${placeText(p)} ${p.field ?? ''}`.trim(), { class: 'place' }, () => goTo(p)))));
  if (places.length > mostPlaces) list.append(element('li', { class: 'quiet' }, `and ${places.length - mostPlaces} more`));
  return element('details', {}, element('summary', {}, `and ${places.length - 1} more of it`), list);
}

export function showProblems(problems: Problem[], goTo: (problem: Problem) => void): void {
  const groups = grouped(problems);
  const open = new Set([...byId('problem-list').querySelectorAll('details[open]')].map((d) => d.parentElement!.dataset.key));
  byId('problems').classList.toggle('none', problems.length === 0);
  byId('problems-title').textContent = problems.length === 0 ? 'No problems' : counted(problems.length, 'problem');
  byId('problem-list').replaceChildren(...groups.slice(0, mostListed).map((group) => {
    const item = line(group, goTo);
    item.dataset.key = `${group.first.code}${group.first.message}`;
    if (open.has(item.dataset.key)) item.querySelector('details')?.setAttribute('open', '');
    return item;
  }));
  if (groups.length > mostListed) byId('problem-list').append(element('li', { class: 'quiet' }, `and ${groups.length - mostListed} more`));
}
