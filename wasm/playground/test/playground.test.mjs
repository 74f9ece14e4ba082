// The page in a real browser, under a base path and a strict Content-Security-Policy. Takes dist/ as `npm run build` left it.
// CHROMIUM names the browser; SCREENSHOTS a folder for pictures.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../serve.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const base = '/deep/er/';
let server, browser, context, page, address, complaints;

before(async () => {
  server = await serve(0, base);
  address = `http://127.0.0.1:${server.address().port}${base}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function newPage(options = {}) {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', ...options });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
}
beforeEach(() => newPage());
afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, [], 'nothing on the console');
});

const rendered = () => page.evaluate(() => Number(document.documentElement.dataset.rendered ?? 0));
async function renderedAfter(action, timeout = 30_000) {
  const count = await rendered();
  await action();
  await page.waitForFunction((n) => Number(document.documentElement.dataset.rendered ?? 0) > n, count, { timeout });
}
// Of a page that is loaded anew.
async function firstRendering(action) {
  await action();
  await page.waitForFunction(() => Number(document.documentElement.dataset.rendered ?? 0) > 0);
}
const load = (suffix = '') => firstRendering(() => page.goto(address + suffix)).catch(async (error) => {
  throw new Error(`${error.message}\n${await page.textContent('#status')}\n${complaints.join('\n')}`);
});
const outputText = () => page.textContent('#manifests .cm-content');
const line = (editor, text) => page.locator(`#${editor} .cm-line`, { hasText: text }).first();
// Only lines near the visible ones are in the page.
async function reveal(text) {
  for (let top = 0; await line('manifests', text).count() === 0; top += 300) {
    assert.ok(top < 20_000, `no line with ${text}`);
    await page.evaluate((y) => { document.querySelector('#manifests').shadowRoot.querySelector('.cm-scroller').scrollTop = y; }, top);
    await page.waitForTimeout(50);
  }
  // The editor measures lines as they come into view, and moves them once more then.
  const found = line('manifests', text);
  await found.scrollIntoViewIfNeeded();
  for (let before = null, now = await found.boundingBox(); JSON.stringify(before) !== JSON.stringify(now); now = await found.boundingBox()) {
    before = now;
    await page.waitForTimeout(200);
  }
  return found;
}
async function type(text) {
  await page.click('#input .cm-content');
  await page.keyboard.press('Control+a');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const editor = document.querySelector('#input').shadowRoot.querySelector('.cm-content');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
const agent = (name, more = '') => `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: ${name}
  namespace: team-a
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
${more}`;

test('loads, renders the first example, and is small', async () => {
  let bytes = 0;
  page.on('response', async (response) => {
    if (response.request().serviceWorker()) return;
    bytes += gzipSync(await response.body().catch(() => Buffer.alloc(0))).length;
  });
  await load();
  assert.match(await outputText(), /kind: Deployment/);
  assert.match(await page.textContent('#status'), /1 of 1 Agent rendered/);
  const assets = readdirSync(new URL('../dist/assets', import.meta.url)).map((name) => `assets/${name}`);
  const first = ['index.html', ...assets, 'engine/agentrender.mjs', 'engine/agentrender.wasm', 'icon.svg'];
  const total = first.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(`../dist/${name}`, import.meta.url))).length, 0);
  console.log(`first load: ${total} bytes compressed (seen: ${bytes})`);
  assert.ok(total < 400_000, `${total} bytes`);
});

test('renders on each key', async () => {
  await load();
  await renderedAfter(() => type(agent('edited', '  port: 4321\n')));
  assert.match(await outputText(), /edited-server/);
  const times = [];
  for (const digit of '12345678') {
    await renderedAfter(() => page.keyboard.insertText(`# ${digit}\n`));
    times.push(Number(/in ([\d.]+) ms/.exec(await page.textContent('#status'))[1]));
  }
  console.log(`render: ${times.join(', ')} ms`);
  assert.equal(times.length, 8);
});

test('marks errors where they are, and lists them', async () => {
  await load();
  await renderedAfter(() => type(agent('typo', '  prot: 80\n')));
  assert.match(await page.textContent('#problem-list'), /error.*agent.yaml:9:3.*unknown field.*port/s);
  assert.match(await page.textContent('#status'), /1 error/);
  await page.waitForSelector('#input .cm-lint-marker-error');
  await page.click('#problem-list button');
  assert.match(await page.textContent('#input .cm-activeLine'), /prot/);
});

test('an output line leads to its input line, and the other way round', async () => {
  await load();
  await renderedAfter(() => type(agent('linked', '  executorImage: registry.example/devbox:2\n')));
  await (await reveal('image: registry.example/devbox:2')).hover();
  await page.waitForFunction(() => /agent.yaml:9:18/.test(document.getElementById('origin-text').textContent));
  assert.match(await page.textContent('#input .cm-linked'), /executorImage/);
  assert.match(await page.textContent('#origin-text'), /server: the main container/);

  await line('input', 'name: linked').hover();
  await page.waitForFunction(() => /→ \d+ lines of output/.test(document.getElementById('origin-text').textContent));
  const linked = await page.locator('#manifests .cm-linked').allTextContents();
  assert.ok(linked.length > 1 && linked.every((text) => text.includes('linked')), linked.join('|'));

  // With the keyboard: the cursor in the output.
  await (await reveal('replicas: 1')).click();
  await page.waitForFunction(() => /default value/.test(document.getElementById('origin-text').textContent));
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() => !/default value/.test(document.getElementById('origin-text').textContent));
});

test('lines of a block of text belong to it', async () => {
  await load();
  await renderedAfter(() => type(agent('block', '  contexts:\n    - type: Text\n      mountPath: A.md\n      text: |\n        # Title\n\n        Second part\n')));
  await line('manifests', 'Second part').hover();
  await page.waitForFunction(() => /agent.yaml:12:13/.test(document.getElementById('origin-text').textContent));
  await line('input', 'Second part').hover();
  await page.waitForFunction(() => /1 line of output/.test(document.getElementById('origin-text').textContent));
});

test('the controller is chosen in a menu, and stands in the link', async () => {
  await load();
  await renderedAfter(() => type(agent('cloner', '  contexts:\n    - {type: Git, mountPath: code, git: {repository: "https://git.example/code.git"}}\n')));
  await reveal('GIT_CONFIG_GLOBAL');
  await renderedAfter(() => page.selectOption('#controller', 'v0.1.9'));
  await reveal('GIT_CONFIG_COUNT');
  await page.click('#share');
  await page.waitForFunction(() => location.hash.length > 1);
  const link = page.url();
  await context.close();
  await newPage();
  await firstRendering(() => page.goto(link));
  assert.equal(await page.inputValue('#controller'), 'v0.1.9');
  await reveal('GIT_CONFIG_COUNT');
});

test('a shared link brings back files and options', async () => {
  await load();
  await renderedAfter(() => type(agent('shared').replace('  namespace: team-a\n', '')));
  await renderedAfter(() => page.fill('#namespace', 'prod'));
  await page.click('#add');
  await page.fill('#dialog-input', 'ünïcode.yaml');
  await renderedAfter(() => page.keyboard.press('Enter'));
  await renderedAfter(() => type('# nothing\n'));
  await page.click('#share');
  await page.waitForFunction(() => location.hash.length > 10);
  const link = page.url();
  await context.close();
  await newPage();
  await firstRendering(() => page.goto(link));
  assert.deepEqual(await page.locator('#tabs [role=tab]').allTextContents(), ['agent.yaml', 'ünïcode.yaml']);
  assert.match(await outputText(), /namespace: prod/);
  assert.equal(await page.inputValue('#namespace'), 'prod');
});

test('every example renders, with several files too', async () => {
  await load();
  const count = await page.locator('#examples option').count();
  assert.ok(count >= 13);
  for (let i = 0; i < count - 1; i++) {
    await renderedAfter(() => page.selectOption('#examples', String(i)));
    const name = await page.locator('#examples option:checked').textContent();
    assert.doesNotMatch(await page.textContent('#status'), /error/, name);
    if (!/ of 0 Agents/.test(await page.textContent('#status'))) assert.match(await outputText(), /apiVersion/, name);
  }
  await renderedAfter(() => page.selectOption('#examples', { label: 'one template, several agents' }));
  assert.ok(await page.locator('#tabs [role=tab]').count() > 1);
});

test('objects fold to a line that names them', async () => {
  await load();
  await renderedAfter(() => type(agent('folded')));
  await page.click('#fold');
  const labels = await page.locator('#manifests .cm-foldPlaceholder').allTextContents();
  assert.deepEqual(labels, ['Deployment folded-server', 'Service folded']);
  await page.click('#fold');
  assert.equal(await page.locator('#manifests .cm-foldPlaceholder').count(), 0);
});

test('the picture shows what runs', async () => {
  await load();
  await renderedAfter(() => type(agent('drawn', '  persistence:\n    sessions: {}\n  extraPorts:\n    - {name: web, port: 8080}\n')));
  await page.click('#tab-picture');
  await page.waitForSelector('#picture .steps .box');
  const text = await page.textContent('#picture');
  for (const part of ['Service drawn', 'http 4096/TCP', 'web 8080/TCP', 'opencode-init', 'opencode-server', 'claim drawn-server-sessions', '/data/sessions'])
    assert.ok(text.includes(part), part);
});

test('1000 Agents do not freeze the page', async () => {
  await load();
  const text = Array.from({ length: 1000 }, (_, i) => agent(`agent-${i}`, '  proxy:\n    httpProxy: http://proxy:3128\n')).join('---\n');
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const begin = performance.now();
  await renderedAfter(() => type(text), 60_000);
  const total = performance.now() - begin;
  const longest = await page.evaluate(() => window.longest);
  console.log(`1000 Agents: ${await page.textContent('#status')}; ${total.toFixed(0)} ms in all, longest frame ${longest.toFixed(0)} ms`);
  assert.match(await page.textContent('#status'), /1000 of 1000 Agents rendered/);
  await page.selectOption('#objects', { index: 1999 });
  await page.waitForFunction(() => /agent-999/.test(document.querySelector('#manifests').shadowRoot.textContent));
});

test('hostile input stays text, and the page stays alive', async () => {
  await load();
  const inputs = [
    agent('x').replace('name: x', 'name: "<img src=x onerror=alert(1)>"'),
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n',
    '['.repeat(100_000), '\ud800 \udfff \u0007', '%YAML 9.9\n---\n', '{"a":'.repeat(1000), '',
  ];
  for (const text of inputs) await renderedAfter(() => type(text || ' '));
  assert.equal(await page.locator('img:not([alt=""])').count(), 0);
  for (const fragment of ['#%%%', '#AAAA', '#S0ktLgEA']) {
    await page.goto('about:blank');
    await firstRendering(() => page.goto(address + fragment));
    assert.match(await outputText(), /kind: Deployment/);
  }
  await renderedAfter(() => type(agent('alive')));
  assert.match(await outputText(), /alive-server/);
});

test('both engines give the same bytes', async () => {
  const outputs = {};
  for (const engine of ['emscripten', 'wasi']) {
    await load(`?engine=${engine}`);
    assert.match(await page.textContent('#engine'), engine === 'wasi' ? /WASI/ : /Emscripten/);
    outputs[engine] = [];
    for (let i = 0; i < await page.locator('#examples option').count() - 1; i++) {
      await renderedAfter(() => page.selectOption('#examples', String(i)));
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
      outputs[engine].push(readFileSync(await download.path(), 'utf8'));
      // Explanations, too.
      if (/ of 0 Agents/.test(await page.textContent('#status'))) continue;
      await (await reveal('replicas:')).hover();
      await page.waitForFunction(() => /←/.test(document.getElementById('origin-text').textContent));
      outputs[engine].push(await page.textContent('#origin-text'));
    }
  }
  assert.ok(outputs.wasi.length >= 24);
  assert.deepEqual(outputs.wasi, outputs.emscripten);
});

test('completes fields and values from their place', async () => {
  await load();
  await type(agent('c', '  contexts:\n    - type: '));
  await page.keyboard.insertText('Con');
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('#input .cm-tooltip-autocomplete');
  assert.match(await page.textContent('#input .cm-tooltip-autocomplete'), /ConfigMap/);
  await page.keyboard.press('Escape');
  await type(agent('c', '  podSpec:\n    extr'));
  await page.keyboard.press('Control+Space');
  const offers = (word) => page.waitForFunction((w) =>
    (document.querySelector('#input').shadowRoot.querySelector('.cm-tooltip-autocomplete')?.textContent ?? '').includes(w), word);
  await offers('extraEnv');
  await page.keyboard.press('Escape');
  await type(agent('c', '  podSpec:\n    scheduling:\n      tolerations:\n      - key: a\n        eff'));
  await page.keyboard.press('Control+Space');
  await offers('effect');
});

test('works without a network after the first load', async () => {
  await load();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  server.closeAllConnections();
  await context.setOffline(true);
  await firstRendering(() => page.reload());
  assert.match(await outputText(), /kind: Deployment/);
});

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`is accessible, ${theme}, ${width} wide`, async () => {
      await context.close();
      await newPage({ colorScheme: theme, viewport: { width, height: width > 500 ? 800 : 844 } });
      await load();
      await renderedAfter(() => page.selectOption('#examples', { label: 'corporate' }));
      const audit = async () => {
        // Into the page by way of the debugger, for the policy forbids inline scripts.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
        assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.target.flat().join(' ') + ' ' + (n.any[0]?.message ?? ''))]), []);
      };
      const shot = async (name) => {
        // A hover on a long line has scrolled to its middle.
        await page.evaluate(() => { document.querySelector('#manifests').shadowRoot.querySelector('.cm-scroller').scrollLeft = 0; });
        if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${theme}-${width}.png`, fullPage: width < 500 });
      };
      await (await reveal('replicas:')).hover();
      await audit();
      await shot('manifests');
      await page.click('#tab-picture');
      await page.waitForSelector('#picture .box');
      await audit();
      await shot('picture');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    });
  }
}
