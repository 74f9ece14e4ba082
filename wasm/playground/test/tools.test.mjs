// What people expect of a playground: documentation, formats, the command, files, revisions, settings, explanations.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync, strFromU8 } from 'fflate';
import { addFile, agent, files, firstRendering, inputText, line, load, message, on, outputText, renderedAfter, setUp, settled, type, undo } from './support.mjs';

setUp();

const downloaded = async () => {
  const [download] = await Promise.all([on.page.waitForEvent('download'), on.page.click('#download')]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};
const outputBecomes = (pattern) => on.page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#manifests').shadowRoot.querySelector('.cm-content').textContent), pattern.source);
const comparedAfter = async (action) => {
  const count = await on.page.evaluate(() => Number(document.documentElement.dataset.compared ?? 0));
  await action();
  await on.page.waitForFunction((n) => Number(document.documentElement.dataset.compared ?? 0) > n, count);
  return on.page.textContent('#compare');
};
const inShadow = (selector) => on.page.waitForFunction((s) => document.querySelector('#input').shadowRoot.querySelector(s), selector);

test('documentation on hover and beside completions', async () => {
  await load();
  await renderedAfter(() => type(agent('told', '  port: 4096\n')));
  await line('input', 'port: 4096').locator('span').first().hover();
  await inShadow('.field-docs');
  assert.match(await on.page.textContent('#input .field-docs'), /spec\.port.*integer.*port of OpenCode/s);
  await on.page.keyboard.press('Control+End');
  await on.page.keyboard.insertText('  susp');
  await on.page.keyboard.press('Control+Space');
  await inShadow('.cm-completionInfo .field-docs');
  assert.match(await on.page.textContent('#input .cm-completionInfo'), /spec\.suspend/);
});

test('other formats of the output', async () => {
  await load();
  await renderedAfter(() => type(agent('formed')));
  await on.page.selectOption('#output-format', 'json');
  await outputBecomes(/"kind":"Deployment"|"kind": "Deployment"/);
  const { name, bytes } = await downloaded();
  assert.equal(name, 'manifests.json');
  assert.equal(JSON.parse(bytes).length, 2);
  await on.page.selectOption('#output-format', 'files');
  await outputBecomes(/# rendered\/team-a_apps_v1_deployment_formed-server.yaml/);
  const zip = unzipSync((await downloaded()).bytes);
  assert.deepEqual(Object.keys(zip), ['rendered/team-a_apps_v1_deployment_formed-server.yaml', 'rendered/team-a_v1_service_formed.yaml']);
  assert.match(strFromU8(Object.values(zip)[1]), /kind: Service/);
  await on.page.selectOption('#output-format', 'annotated');
  await outputBecomes(/# .*agent.yaml/);
  await on.page.selectOption('#output-format', 'yaml');
  await outputBecomes(/^apiVersion: apps\/v1/);
});

test('the command that does the same', async () => {
  await load();
  await renderedAfter(() => on.page.fill('#namespace', 'prod'));
  await addFile("it's.yaml");
  await on.page.click('#command-open');
  assert.equal(await on.page.textContent('#command'), "agentrender render --namespace prod agent.yaml 'it'\\''s.yaml'");
});

test('a code opens its explanation, and the list of shortcuts a sheet', async () => {
  await load();
  await renderedAfter(() => type(`${agent('wrong')}  prot: 1\n`));
  await on.page.click('#problem-list button:has-text("AR0301")');
  await on.page.waitForFunction(() => /^AR0301: ./.test(document.getElementById('sheet-title').textContent));
  assert.match(await on.page.textContent('#sheet-body'), /Fix:/);
  await on.page.keyboard.press('Escape');
  await on.page.click('#shortcuts');
  assert.match(await on.page.textContent('#sheet-body'), /leave an editor/);
});

test('search in both panes', async () => {
  await load();
  for (const [open, pane] of [['#search-input', '#input'], ['#search-output', '#manifests']]) {
    await on.page.click(open);
    await on.page.locator(`${pane} [name=search]`).pressSequentially('name');
    await on.page.keyboard.press('Enter');
    await on.page.locator(`${pane} .cm-searchMatch-selected`).first().waitFor();
  }
});

test('format keeps comments and meaning', async () => {
  await load();
  await renderedAfter(() => type('# top\napiVersion:   kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n      name: formatted # here\n      namespace: a\nspec:\n      workspaceDir:   "/workspace"\n      serviceAccountName: a\n      port: 0x1000\n'));
  await renderedAfter(() => on.page.click('#format'));
  assert.equal(await on.page.evaluate(() => [...document.querySelector('#input').shadowRoot.querySelectorAll('.cm-line')].map((l) => l.textContent).join('\n')),
    '# top\napiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n  name: formatted # here\n  namespace: a\nspec:\n  workspaceDir: "/workspace"\n  serviceAccountName: a\n  port: 0x1000\n');
  await on.page.click('#input .cm-content');
  await renderedAfter(() => on.page.keyboard.press('Control+z'));
  assert.match(await inputText(), /apiVersion: {3}kube/);
  await renderedAfter(() => type('a: [\n'));
  await on.page.click('#format');
  await message('was not formatted').waitFor();
});

test('files are opened and dropped', async () => {
  await load();
  await renderedAfter(() => on.page.setInputFiles('#import-files', [
    { name: 'one.yaml', mimeType: 'text/yaml', buffer: Buffer.from(agent('one')) }, { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0xff]) }]));
  assert.deepEqual(await files(), ['agent.yaml', 'one.yaml']);
  await message('picture.png: it is not UTF-8 text').waitFor();
  await renderedAfter(() => on.page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'two.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, agent('two')));
  assert.deepEqual(await files(), ['agent.yaml', 'one.yaml', 'two.yaml']);
  await renderedAfter(() => undo());
  assert.deepEqual(await files(), ['agent.yaml', 'one.yaml']);
});

test('two revisions are compared, with causes and what restarts', async () => {
  await load();
  await renderedAfter(() => type(agent('compared', '  port: 4100\n')));
  await on.page.click('#tab-compare');
  await comparedAfter(() => on.page.click('#compare-mark'));
  assert.match(await on.page.textContent('#compare'), /Nothing changes/);
  const text = await comparedAfter(() => renderedAfter(() => type(agent('compared', '  port: 4101\n'))));
  assert.match(text, /1 Agent changes; 1 Pod restarts/);
  assert.match(text, /restarts the Pod/);
  await on.page.click('#compare button:has-text("agent.yaml:9")');
  assert.match(await on.page.textContent('#input .cm-activeLine'), /port: 4101/);
  assert.match(await comparedAfter(() => renderedAfter(() => type('a: ['))), /cannot be compared while there are errors/);
  // The mark survives a reload.
  await renderedAfter(() => type(agent('compared', '  port: 4102\n')));
  await settled();
  await firstRendering(() => on.page.reload());
  assert.match(await comparedAfter(() => on.page.click('#tab-compare')), /4100/);
});

test('what an upgrade of the controller changes', async () => {
  await load();
  await renderedAfter(() => type(agent('upgraded', '  contexts:\n    - {type: Git, mountPath: code, git: {repository: "https://git.example/code.git"}}\n')));
  await comparedAfter(() => on.page.click('#tab-compare'));
  const text = await comparedAfter(() => on.page.selectOption('#compare-what', 'controller'));
  assert.match(text, /GIT_CONFIG_COUNT/);
  assert.match(text, /since v0.1.9: repositories are trusted by environment variables/);
});

test('the settings form writes an AgentRender', async () => {
  await load();
  await on.page.click('#settings');
  await on.page.selectOption('#set-controllerVersion', 'v0.1.9');
  await on.page.fill('#set-defaults-executorImage', 'registry.example/box:7');
  await on.page.fill('#set-images', 'ghcr.io/kubeopencode/kubeopencode=mirror.example/kubeopencode:v0.1.9');
  await renderedAfter(() => on.page.click('#settings-write'));
  assert.deepEqual(await files(), ['agent.yaml', 'agent-render.yaml']);
  assert.match(await inputText(), /kind: AgentRender.*controllerVersion: v0.1.9.*newTag: v0.1.9.*executorImage: registry.example\/box:7/s);
  assert.doesNotMatch(await on.page.textContent('#status'), /error/);
  await on.page.click('#settings');
  assert.equal(await on.page.inputValue('#set-defaults-executorImage'), 'registry.example/box:7');
  await on.page.selectOption('#set-controllerVersion', '');
  await renderedAfter(() => on.page.click('#settings-write'));
  assert.doesNotMatch(await inputText(), /controllerVersion/);
  assert.equal((await files()).length, 2);
});

test('the line between the panes moves, and stays where it was left', async () => {
  await load();
  await on.page.focus('#resizer');
  await on.page.keyboard.press('ArrowLeft');
  await on.page.keyboard.press('ArrowLeft');
  const width = () => on.page.evaluate(() => Math.round(document.getElementById('left').getBoundingClientRect().width));
  const narrow = await width();
  assert.ok(narrow < 560, `${narrow}`);
  await firstRendering(() => on.page.reload());
  assert.equal(await width(), narrow);
});

test('Escape, then Tab leaves the editor', async () => {
  await load();
  await on.page.click('#input .cm-content');
  await on.page.keyboard.press('Escape');
  await on.page.keyboard.press('Tab');
  assert.ok(await on.page.evaluate(() => document.activeElement.id !== 'input'));
  assert.match(await outputText(), /apiVersion/);
});
