// The page: what is typed goes to the worker, what comes back is shown and linked.

import type { Part, Problem, Result } from './api';
import { hashOf } from './address';
import { Compare } from './compare';
import { connectControls, showFormatted, showSettings } from './controls';
import { byId, countDone } from './dom';
import { engineName, renderer } from './early';
import { connectFiles, showFiles } from './files-bar';
import { InputEditor } from './input-editor';
import { Keeper } from './keeper';
import { agentsOf } from './manifests';
import { say, unsay } from './messages';
import { Opening } from './opening';
import { Origins } from './origins';
import { Outline } from './outline';
import { OutputEditor } from './output-editor';
import { showProblems } from './problems';
import { version } from './releases';
import { ResultPane } from './result-pane';
import { preparedFor } from './prepared';
import { pack } from './share';
import { Views } from './view';
import { Workspace } from './workspace';
import { lineOf } from './yaml-lines';

const base = new URL('./', location.href).href;
// Some programs cut a link that is longer.
const longLink = 8000;
// Of more Agents, only the first place that a line comes from is named.
const mostExplained = 20;

const input = new InputEditor(byId('input'), (text) => workspace.typed(text), (line, clicked) => origins.ofInput(line, clicked));
const output = new OutputEditor(byId('manifests'), (line, clicked, column) => origins.ofOutput(line, clicked, column));
const workspace = new Workspace(input);
const origins = new Origins(workspace, input, output);
const outline = new Outline((line) => {
  views.show('manifests');
  output.reveal(line);
});
const pane = new ResultPane(output, origins, outline, workspace);
const views = new Views((view) => {
  if (view === 'picture') askPicture();
  if (view === 'compare') void compare.show();
});
const compare = new Compare(workspace, goTo);
const keeper = new Keeper(workspace, (drafts) => opening.list(drafts));
const opening = new Opening(workspace, keeper, opened);

// ---- rendering ----

renderer.tell({
  result(result) {
    unsay('engine');
    keepOffline();
    show(result);
    if (pane.errors === 0) lastGood = rendering;
    keeper.keepGood(pane.errors === 0 ? null : lastGood);
    if (restoring) render();
    restoring = false;
    countDone('rendered');
    askEffects();
    if (views.result === 'picture') askPicture();
    if (views.result === 'compare') void compare.show();
  },
  picture: (picture) => void import('./picture').then(({ drawPicture }) => drawPicture(picture, byId('picture'), goToPart),
    () => (byId('picture').textContent = 'The picture cannot be loaded: there is no connection.')),
  effects: (effects) => origins.addEffects(effects),
  formatted: (what) => showFormatted(what, workspace, input),
  failed: (why) => {
    pane.outdate('Nothing was rendered');
    say('engine', `Nothing was rendered: ${why}.`, 'error');
  },
  missing: (why) => {
    pane.outdate('The engine is not loaded');
    byId('status').textContent = 'The engine is not loaded';
    say('engine', `The engine cannot be loaded: ${why}.`, 'error', { label: 'Try again', done: () => renderer.retry() });
  },
});

function show(result: Result): void {
  pane.show(result);
  showProblems(result.problems, goTo);
  markFile();
  document.documentElement.dataset.first ??= performance.now().toFixed(0);
}

let rendering = workspace.sources();
let lastGood: typeof rendering | null = null;
let restoring = false;
let delay = 0;
let effectsDelay = 0;

function render(sources = workspace.sources()): void {
  rendering = sources;
  renderer.ask({ kind: 'render', sources: rendering, settings: { ...workspace.settings } });
}

function renderSoon(): void {
  const size = workspace.files.reduce((sum, file) => sum + file.text.length, 0);
  clearTimeout(delay);
  delay = window.setTimeout(() => render(), size > 200_000 ? 300 : 0);
}

/** What else each line depends on takes a rendering for each field, so it is asked for when the reader rests. */
function askEffects(): void {
  clearTimeout(effectsDelay);
  if (pane.errors > 0 || pane.format !== 'yaml') return;
  const agents = [...agentsOf(pane.shown.objects).values()];
  if (agents.length <= mostExplained) effectsDelay = window.setTimeout(() => renderer.ask({ kind: 'effects', agents }), 400);
}

function askPicture(): void {
  pane.fillAgents();
  const [namespace, agent] = byId<HTMLSelectElement>('agents').value.split('/');
  renderer.ask({ kind: 'picture', agent: agent ?? '', namespace: namespace ?? '' });
}

/** To the lines of a part of the picture, and to what they come from. */
function goToPart(part: Part): void {
  const { objects, text } = pane.shown;
  const [namespace] = byId<HTMLSelectElement>('agents').value.split('/');
  const index = objects.findIndex((o) => o.kind === part.kind && o.name === part.object && (o.namespace ?? '') === namespace);
  if (index < 0) return;
  const lines = text.split('\n').slice(objects[index].line - 1, objects[index + 1] ? objects[index + 1].line - 2 : undefined);
  const line = objects[index].line + lineOf(lines, part.path);
  views.show('manifests');
  output.goTo(line);
  origins.ofOutput(line, true);
}

// ---- files ----

function markFile(): void {
  const { result } = pane;
  if (result) input.mark(result.problems.filter((p) => p.file === workspace.file.name));
}

function goTo(problem: Problem): void {
  const index = workspace.files.findIndex((file) => file.name === problem.file);
  if (index < 0) return;
  views.show('input');
  workspace.show(index);
  input.goTo(problem.line ?? 1);
}

function opened(): void {
  pane.reset();
  lastGood = null;
  showSettings(workspace);
  // What was right before the mistake is shown first, as it was before the page was left.
  restoring = keeper.good !== null;
  render(keeper.good ?? workspace.sources());
  const prepared = preparedFor(workspace);
  if (prepared && renderer.starting) show(prepared);
}

workspace.onShow = () => {
  showFiles(workspace);
  markFile();
};
workspace.onChange = () => {
  origins.clear();
  showSettings(workspace);
  keeper.edited();
  renderSoon();
};
connectFiles(workspace);

// ---- controls ----

connectControls(workspace, input, output, pane, (view) => views.show(view));
byId('agents').onchange = () => askPicture();

async function share(): Promise<void> {
  const packed = await pack({ files: workspace.sources(), settings: workspace.settings });
  history.replaceState(null, '', hashOf({ kind: 'link', packed }));
  const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  const long = packed.length > longLink ? ` It has ${packed.length} characters: some programs cut links of this length.` : '';
  say('share', `The link is in the address bar${copied ? ' and on the clipboard' : ''}. It holds all files; no server has them.${long}`);
}
byId('share').onclick = () => void share().catch((error: Error) => say('share', `This cannot be shared: ${error.message}.`, 'error'));

byId('version').textContent = `v${version}`;
byId('engine').textContent = engineName === 'wasi' ? 'engine: WASI module' : 'engine: Emscripten';
void opening.fromAddress().then(() => keeper.list());

// When all has been loaded, so that the service worker finds it in the browser's cache.
let keptOffline = false;
function keepOffline(): void {
  if (keptOffline) return;
  keptOffline = true;
  if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register(new URL('sw.js', base)).catch(() => undefined);
}
