// The page: what is typed goes to the worker, what comes back is shown and linked.

import { foldAll, unfoldAll } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import type { Answer, Ask, Problem, Result, Settings, Source } from './api';
import { byId, element } from './dom';
import { InputEditor, OutputEditor, showLinked } from './editors';
import type { EngineName } from './engine';
import { examples } from './examples';
import { Links, type Origin } from './links';
import { drawPicture } from './picture';
import { releases } from './releases';
import { pack, unpack } from './share';

// A rendering that takes longer is given up: the worker is ended and started anew.
const mostMilliseconds = 30_000;
// Links name at most this many lines at once.
const mostLinked = 500;

const engineName: EngineName = new URLSearchParams(location.search).get('engine') === 'wasi' ? 'wasi' : 'emscripten';
const base = new URL('./', location.href).href;

let files: Source[] = [];
let current = 0;
const defaults: Settings = { namespace: '', controller: '', keepGoing: false };
let settings = { ...defaults };
let result: Result | null = null;
let links = new Links(new Int32Array());

const status = byId('status');
const versions = byId<HTMLSelectElement>('controller');
const input = new InputEditor(byId('input'), (text) => {
  files[current].text = text;
  changed();
}, showOutputOf);
const output = new OutputEditor(byId('manifests'), showInputOf);

// ---- rendering ----

let worker: Worker;
let busy = false;
let waiting: Ask | null = null;
let watchdog = 0;

function startWorker(): void {
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<Answer>) => received(event.data);
  worker.onerror = (event) => restart(event.message || 'the engine did not load');
  busy = true;
  worker.postMessage({ kind: 'start', engine: engineName, base } satisfies Ask);
}

function restart(why: string): void {
  clearTimeout(watchdog);
  worker.terminate();
  waiting = null;
  startWorker();
  status.textContent = `Nothing was rendered: ${why}`;
}

function ask(what: Ask): void {
  // Of several, the newest counts.
  if (busy) {
    waiting = what;
    return;
  }
  busy = true;
  watchdog = window.setTimeout(() => restart('it took too long'), mostMilliseconds);
  worker.postMessage(what);
}

function received(answer: Answer): void {
  clearTimeout(watchdog);
  busy = false;
  if (answer.kind === 'rendered') showResult(answer.result);
  if (answer.kind === 'picture') drawPicture(answer.picture, byId('picture'));
  if (answer.kind === 'failed') return restart(answer.message);
  if (waiting) {
    const next = waiting;
    waiting = null;
    ask(next);
  }
}

let delay = 0;
function changed(): void {
  const size = files.reduce((sum, file) => sum + file.text.length, 0);
  clearTimeout(delay);
  delay = window.setTimeout(render, size > 200_000 ? 300 : 0);
}

function render(): void {
  ask({ kind: 'render', sources: files.map((file) => ({ ...file })), settings: { ...settings } });
}

// ---- the result ----

function showResult(next: Result): void {
  const before = result;
  result = next;
  links = new Links(next.lines);
  if (before?.output !== next.output) output.show(next.output, next.objects);
  showProblems(next.problems);
  showChoices(next);
  const errors = next.problems.filter((p) => p.severity === 'error').length;
  const what = errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}; ` : '';
  status.textContent = `${what}${next.rendered} of ${next.agents} ${next.agents === 1 ? 'Agent' : 'Agents'} rendered, ` +
    `${next.objects.length} objects, in ${next.milliseconds.toFixed(1)} ms`;
  document.documentElement.dataset.rendered = String(Number(document.documentElement.dataset.rendered ?? 0) + 1);
  if (!byId('picture').hidden) askPicture();
}

function showProblems(problems: Problem[]): void {
  input.mark(problems.filter((p) => p.file === files[current].name));
  byId('problems-title').textContent = problems.length === 0 ? 'No problems' : `Problems (${problems.length})`;
  byId('problem-list').replaceChildren(...problems.slice(0, 200).map((p) => {
    const where = p.file ? `${p.file}:${p.line}:${p.column}` : '';
    const button = element('button', { type: 'button' },
      element('span', { class: `severity ${p.severity}` }, p.severity), ` ${where} ${p.field ? `${p.field}: ` : ''}${p.message}`,
      ...(p.hint ? [element('span', { class: 'quiet' }, ` (${p.hint})`)] : []));
    button.onclick = () => goTo(files.findIndex((file) => file.name === p.file), p.line ?? 1);
    return element('li', {}, button);
  }));
}

function fill(select: HTMLSelectElement, options: [value: string, text: string][]): void {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

function showChoices(next: Result): void {
  fill(byId('objects'), [['', 'go to …'], ...next.objects.map((o): [string, string] => [String(o.line), `${o.kind} ${o.name}`])]);
  const agents = new Map(next.objects.map((o) => [`${o.namespace ?? ''}/${o.agent}`, o.namespace ? `${o.namespace}/${o.agent}` : o.agent]));
  fill(byId('agents'), [...agents]);
}

function askPicture(): void {
  const [namespace, agent] = byId<HTMLSelectElement>('agents').value.split('/');
  ask({ kind: 'picture', agent: agent ?? '', namespace: namespace ?? '' });
}

// ---- links ----

function originText(origin: Origin): string {
  const [name, what] = result?.rules[origin.rule] ?? ['', ''];
  const rule = name && `${name}: ${what}`;
  if (origin.line === 0) return `← ${rule}`;
  const place = `${files[origin.source]?.name}:${origin.line}:${origin.column}`;
  return rule ? `← ${place}, by ${rule}` : `← copied from ${place}`;
}

function showInputOf(line: number, clicked: boolean): void {
  const origin = links.originOf(line);
  if (!origin || !result) return;
  byId('origin-text').textContent = `Line ${line} ${originText(origin)}`;
  if (clicked && origin.line !== 0 && origin.source !== current && files[origin.source]) show(origin.source);
  const here = origin.line !== 0 && origin.source === current;
  showLinked(input.view, here ? [origin.line] : [], clicked);
  showLinked(output.view, [line], false);
}

function showOutputOf(line: number, clicked: boolean): void {
  const lines = links.outputOf(current, line, (n) => {
    const text = input.view.state.doc.line(n).text;
    return text.trim() === '' ? null : text.search(/\S/);
  });
  showLinked(output.view, lines.slice(0, mostLinked), clicked);
  showLinked(input.view, [line], false);
  byId('origin-text').textContent = lines.length === 0 ? `Line ${line} of ${files[current].name}: nothing comes from it`
    : `Line ${line} of ${files[current].name} → ${lines.length} ${lines.length === 1 ? 'line' : 'lines'} of output`;
}

// ---- files ----

function showTabs(): void {
  byId('tabs').replaceChildren(...files.map((file, i) => {
    const tab = element('button', { type: 'button', role: 'tab', 'aria-selected': String(i === current), 'aria-controls': 'input', tabindex: i === current ? '0' : '-1' }, file.name);
    tab.onclick = () => show(i);
    return tab;
  }));
  byId<HTMLButtonElement>('remove').disabled = files.length === 1;
}

function show(index: number): void {
  current = index;
  input.show(files[index].text);
  showTabs();
  if (result) input.mark(result.problems.filter((p) => p.file === files[index].name));
}

function goTo(index: number, line: number): void {
  if (index < 0) return;
  if (index !== current) show(index);
  input.goTo(line);
}

function open(next: Source[], with_: Settings = settings): void {
  files = next.map((file) => ({ ...file }));
  settings = { ...with_ };
  byId<HTMLInputElement>('namespace').value = settings.namespace;
  // A link may name a version that this page does not know.
  if (!releases.includes(settings.controller)) settings.controller = '';
  versions.value = settings.controller;
  byId<HTMLInputElement>('keep-going').checked = settings.keepGoing;
  show(0);
  render();
}

function nameFor(wanted: string, index: number): string {
  let name = wanted;
  for (let n = 2; files.some((file, i) => i !== index && file.name === name); n++) name = wanted.replace(/(\.\w+)?$/, `-${n}$1`);
  return name;
}

function prompt(title: string, label: string, value: string, done: (value: string) => void): void {
  const dialog = byId<HTMLDialogElement>('dialog');
  byId('dialog-title').textContent = title;
  byId('dialog-label').textContent = label;
  const field = byId<HTMLInputElement>('dialog-input');
  field.value = value;
  dialog.onclose = () => {
    if (dialog.returnValue === 'ok' && field.value.trim() !== '') done(field.value.trim());
  };
  dialog.returnValue = '';
  dialog.showModal();
  field.select();
}

byId('dialog-cancel').onclick = () => byId<HTMLDialogElement>('dialog').close('cancel');
byId('add').onclick = () => prompt('Add a file', 'Name', nameFor('agent.yaml', -1), (name) => {
  files.push({ name: nameFor(name, -1), text: '' });
  show(files.length - 1);
  changed();
});
byId('rename').onclick = () => prompt('Rename the file', 'Name', files[current].name, (name) => {
  files[current].name = nameFor(name, current);
  showTabs();
  changed();
});
byId('remove').onclick = () => {
  files.splice(current, 1);
  show(Math.max(0, current - 1));
  changed();
};

// Arrow keys move between the tabs of a list, as the ARIA pattern has it.
for (const list of document.querySelectorAll<HTMLElement>('[role=tablist]')) {
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    const index = (tabs.indexOf(document.activeElement as HTMLElement) + step + tabs.length) % tabs.length;
    tabs[index].click();
    list.querySelectorAll<HTMLElement>('[role=tab]')[index].focus();
  });
}

// ---- controls ----

function showTab(picture: boolean): void {
  for (const [id, on] of [['tab-manifests', !picture], ['tab-picture', picture]] as const) {
    byId(id).setAttribute('aria-selected', String(on));
    byId(id).tabIndex = on ? 0 : -1;
  }
  for (const id of ['manifests', 'origin', 'object-label', 'fold']) byId(id).hidden = picture;
  for (const id of ['picture', 'agent-label']) byId(id).hidden = !picture;
  if (picture) askPicture();
}
byId('tab-manifests').onclick = () => showTab(false);
byId('tab-picture').onclick = () => showTab(true);
byId('agents').onchange = askPicture;

byId<HTMLSelectElement>('objects').onchange = (event) => {
  const line = Number((event.target as HTMLSelectElement).value);
  if (line > 0) output.view.dispatch({ effects: EditorView.scrollIntoView(output.view.state.doc.line(line).from, { y: 'start' }) });
};

let folded = false;
byId('fold').onclick = () => {
  folded = !folded;
  (folded ? foldAll : unfoldAll)(output.view);
  byId('fold').textContent = folded ? 'Unfold all' : 'Fold all';
};

byId<HTMLInputElement>('namespace').oninput = (event) => {
  settings.namespace = (event.target as HTMLInputElement).value.trim();
  changed();
};
for (const version of releases) versions.append(element('option', { value: version }, version));
versions.onchange = () => {
  settings.controller = versions.value;
  changed();
};
byId<HTMLInputElement>('keep-going').onchange = (event) => {
  settings.keepGoing = (event.target as HTMLInputElement).checked;
  changed();
};

byId('share').onclick = async () => {
  history.replaceState(null, '', `#${await pack({ files, settings })}`);
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = 'The link is in the address bar and on the clipboard. It holds all files; no server has them.';
  } catch {
    status.textContent = 'The link is in the address bar. It holds all files; no server has them.';
  }
};

byId('download').onclick = () => {
  const link = element('a', { href: URL.createObjectURL(new Blob([result?.output ?? ''], { type: 'application/yaml' })), download: 'manifests.yaml' });
  link.click();
  URL.revokeObjectURL(link.href);
};

function setTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
}
setTheme(localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
byId('theme').onclick = () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', theme);
  setTheme(theme);
};

const menu = byId<HTMLSelectElement>('examples');
for (const group of new Set(examples.map((example) => example.group))) {
  menu.append(element('optgroup', { label: group }, ...examples.flatMap((example, i) =>
    example.group === group ? [element('option', { value: String(i) }, example.title)] : [])));
}
menu.onchange = () => {
  if (menu.value !== '') open(examples[Number(menu.value)].files, defaults);
};

async function openFromAddress(): Promise<void> {
  const fragment = location.hash.slice(1);
  if (fragment === '') return open(examples[0].files);
  try {
    const shared = await unpack(fragment);
    open(shared.files, shared.settings);
  } catch (error) {
    open(examples[0].files);
    status.textContent = `The link cannot be opened: ${(error as Error).message}`;
  }
}

byId('engine').textContent = engineName === 'wasi' ? 'engine: WASI module' : 'engine: Emscripten';
startWorker();
void openFromAddress();
addEventListener('hashchange', () => void openFromAddress());
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register(new URL('sw.js', base)).catch(() => undefined);
