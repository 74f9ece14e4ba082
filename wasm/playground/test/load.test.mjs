// What the page costs: bytes over the wire, and how long it is busy. Figures are printed; only sizes are a condition.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agent, load, longTasks, newPage, on, outputText, renderedAfter, firstRendering, setUp, settled, type, watchTasks } from './support.mjs';

setUp();

test('a first load is small, and nothing is fetched twice', async () => {
  const before = on.wire();
  on.requests.length = 0;
  const begin = performance.now();
  await load('');
  console.log(`first rendering: ${await on.page.evaluate(() => document.documentElement.dataset.first)} ms after the address was opened, ${(performance.now() - begin).toFixed(0)} ms as the test saw it`);
  assert.match(await outputText(), /kind: Deployment/);
  await on.page.evaluate(() => navigator.serviceWorker.ready);
  await on.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await settled();
  const bytes = on.wire() - before;
  console.log(`first load, with the service worker: ${bytes} bytes in ${on.requests.length} requests`);
  const twice = on.requests.filter((url, i) => on.requests.indexOf(url) !== i && !url.endsWith('/er/'));
  assert.deepEqual(twice, []);
  assert.ok(bytes < 400_000, `${bytes} bytes`);
});

test('the first result is there before the engine is', async () => {
  await newPage({ serviceWorkers: 'block' });
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await on.page.route('**/agentrender.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await on.page.goto(on.address);
  await on.page.waitForFunction(() => document.documentElement.dataset.first);
  const prepared = await outputText();
  assert.match(prepared, /kind: Deployment/);
  assert.equal(await on.page.evaluate(() => document.documentElement.dataset.rendered), undefined);
  await firstRendering(go);
  assert.equal(await outputText(), prepared);
  on.complaints = on.complaints.filter((text) => !/blocked by Playwright/.test(text));
});

test('works without a network after the first load', async () => {
  await load();
  await on.page.evaluate(() => navigator.serviceWorker.ready);
  await on.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  on.server.closeAllConnections();
  await on.context.setOffline(true);
  await firstRendering(() => on.page.reload());
  assert.match(await outputText(), /kind: Deployment/);
});

test('1000 Agents do not freeze the page', async () => {
  await load();
  const text = Array.from({ length: 1000 }, (_, i) => agent(`agent-${i}`, '  proxy:\n    httpProxy: http://proxy:3128\n')).join('---\n');
  await watchTasks();
  const figures = {};
  const measured = async (name, action) => {
    const begin = performance.now();
    await action();
    await settled();
    figures[name] = `${Math.round(performance.now() - begin)} ms, longest task ${Math.max(0, ...await longTasks())} ms`;
  };
  await measured('paste and render', () => renderedAfter(() => type(text), 60_000));
  assert.match(await on.page.textContent('#status'), /1000 of 1000 Agents rendered/);
  await measured('fold all', () => on.page.click('#fold'));
  assert.ok(await on.page.locator('#manifests .cm-foldPlaceholder').count() > 10);
  await measured('unfold all', () => on.page.click('#fold'));
  await measured('a key', () => renderedAfter(() => on.page.keyboard.insertText('# x\n'), 60_000));
  await renderedAfter(() => on.page.keyboard.insertText('  port:    4100\n'), 60_000);
  await measured('format', () => renderedAfter(() => on.page.click('#format'), 60_000));
  for (const view of ['picture', 'compare', 'manifests']) await measured(`to ${view}`, () => on.page.click(`#tab-${view}`));
  await measured('outline', () => on.page.click('#outline-open'));
  await on.page.fill('#outline-filter', 'service agent-999');
  await measured('go to an object', () => on.page.click('#outline-list button'));
  await on.page.waitForFunction(() => /agent-999/.test(document.querySelector('#manifests').shadowRoot.textContent));
  await on.page.click('#input .cm-content');
  await on.page.keyboard.press('Control+End');
  await measured('a mistake', () => renderedAfter(() => on.page.keyboard.insertText('  prot: 1\n'), 60_000));
  console.log(`1000 Agents: ${JSON.stringify(figures, null, 1)}`);
});
