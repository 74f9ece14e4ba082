// The page to be embedded: one example or shared link, to be read and changed. It may be framed; it stores nothing, and
// changes neither its address nor that of the page around it.

import { hashOf, placeOf, type Place } from './address';
import { byId, countDone, counted, selectTab, tabKeys } from './dom';
import { renderer } from './early';
import { examples } from './examples';
import { InputEditor } from './input-editor';
import { compose, nothing, staleText } from './manifests';
import { Origins } from './origins';
import { OutputEditor } from './output-editor';
import { pack, unpack } from './share';
import { Workspace, type Opened } from './workspace';

const input = new InputEditor(byId('input'), (text) => workspace.typed(text), (line, clicked) => origins.ofInput(line, clicked));
const output = new OutputEditor(byId('manifests'), (line, clicked, column) => origins.ofOutput(line, clicked, column));
const workspace = new Workspace(input);
const origins = new Origins(workspace, input, output);
let shown = nothing;

renderer.tell({
  result(result) {
    const errors = result.problems.filter((p) => p.severity === 'error').length;
    shown = compose(shown, result);
    output.show(shown);
    origins.show(shown, result.rules);
    input.mark(result.problems.filter((p) => p.file === workspace.file.name));
    byId('stale').textContent = staleText(shown, errors);
    byId('stale').hidden = errors === 0;
    byId('status').textContent = errors > 0 ? result.problems.find((p) => p.severity === 'error')!.message : `${result.rendered} of ${counted(result.agents, 'Agent')} rendered`;
    countDone('rendered');
  },
  picture: () => undefined,
  effects: () => undefined,
  formatted: () => undefined,
  failed: (why) => (byId('status').textContent = `Nothing was rendered: ${why}`),
  missing: (why) => (byId('status').textContent = `The engine cannot be loaded: ${why}`),
});

function render(): void {
  renderer.ask({ kind: 'render', sources: workspace.sources(), settings: { ...workspace.settings } });
}

async function find(place: Place): Promise<Opened> {
  const example = examples.find((e) => place.kind === 'example' && e.id === place.id) ?? examples[0];
  const opened = { files: example.files, place, title: example.title };
  return place.kind === 'link' ? { ...opened, ...(await unpack(place.packed)) } : opened;
}

async function open(): Promise<void> {
  const place = placeOf(location.hash);
  try {
    workspace.open(await find(place));
    render();
  } catch (error) {
    byId('status').textContent = `The link cannot be opened: ${(error as Error).message}.`;
  }
}

workspace.onChange = () => {
  origins.clear();
  render();
};
for (const [id, pane] of [['pane-input', 'input'], ['pane-manifests', 'result']]) {
  byId(id).onclick = () => {
    document.querySelector('main')!.dataset.pane = pane;
    for (const other of ['pane-input', 'pane-manifests']) selectTab(byId(other), other === id);
  };
}
tabKeys(byId('panes'));
// With what was typed here; the address is made when it is needed.
byId<HTMLAnchorElement>('open').href = './';
byId('open').onpointerdown = byId('open').onfocus = () => void pack({ files: workspace.sources(), settings: workspace.settings })
  .then((packed) => (byId<HTMLAnchorElement>('open').href = `./${hashOf({ kind: 'link', packed })}`), () => undefined);
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
void open();
addEventListener('hashchange', () => void open());
