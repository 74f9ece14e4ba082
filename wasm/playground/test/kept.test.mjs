// Nothing is lost or hidden: edits, what was open before, the last result, errors of the engine and of links.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addFile, agent, example, files, firstRendering, inputText, line, load, message, newPage, on, outputText, renderedAfter, setUp, settled, share, type, undo, watch } from './support.mjs';

setUp();

const stale = () => on.page.locator('#stale');
const downloaded = async () => {
  const [download] = await Promise.all([on.page.waitForEvent('download'), on.page.click('#download')]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
};

test('edits survive a reload, and the address says what is shown', async () => {
  await load('#example=corporate');
  await renderedAfter(() => type(agent('survivor')));
  assert.match(new URL(on.page.url()).hash, /^#draft=\w+$/);
  await addFile('second.yaml');
  await renderedAfter(() => type('# kept\n'));
  await renderedAfter(() => on.page.fill('#namespace', 'prod'));
  await firstRendering(() => on.page.reload());
  assert.deepEqual(await files(), ['agent.yaml', 'second.yaml']);
  assert.match(await inputText(), /# kept/);
  assert.equal(await on.page.inputValue('#namespace'), 'prod');
  assert.match(await outputText(), /survivor-server/);
  // Even a key that was pressed just before the page is left.
  await on.page.click('#input .cm-content');
  await on.page.keyboard.insertText('# last words');
  await firstRendering(() => on.page.reload());
  assert.match(await inputText(), /# last words/);
});

test('the page opens again with the last draft, and drafts are in the menu', async () => {
  await load();
  await renderedAfter(() => type(agent('first')));
  await example('corporate');
  await renderedAfter(() => type(agent('second')));
  await settled();
  await on.page.goto('about:blank');
  await load('');
  assert.match(await inputText(), /name: second/);
  await message('Your draft').waitFor();
  assert.equal(await on.page.locator('#examples optgroup[label="Your drafts"] option').count(), 2);
  await renderedAfter(() => on.page.selectOption('#examples', { index: 2 }));
  assert.match(await inputText(), /name: first/);
});

test('choosing an example can be undone, and Back leads back', async () => {
  await load();
  await renderedAfter(() => type(agent('mine')));
  await example('corporate');
  assert.doesNotMatch(await inputText(), /mine/);
  assert.match(on.page.url(), /#example=corporate$/);
  await renderedAfter(() => undo());
  assert.match(await inputText(), /name: mine/);
  assert.match(on.page.url(), /#draft=/);
  await example('corporate');
  await renderedAfter(() => on.page.goBack());
  assert.match(await inputText(), /name: mine/);
});

test('removing a file can be undone, with its history', async () => {
  await load();
  await renderedAfter(() => type(agent('one')));
  await addFile('two.yaml');
  await renderedAfter(() => on.page.keyboard.insertText('# two'));
  const names = await files();
  await renderedAfter(() => on.page.click('#tabs .file.shown .close'));
  assert.equal((await files()).length, names.length - 1);
  await renderedAfter(() => undo());
  assert.deepEqual(await files(), names);
  assert.match(await inputText(), /# two/);
});

test('a link that is opened over a draft leads back to it', async () => {
  await load();
  await renderedAfter(() => type(agent('linked')));
  const { hash } = new URL(await share());
  await renderedAfter(() => type(agent('newer')));
  assert.match(on.page.url(), /#draft=/);
  await renderedAfter(() => on.page.evaluate((there) => { location.hash = there; }, hash));
  assert.match(await inputText(), /name: linked/);
  await renderedAfter(() => undo());
  assert.match(await inputText(), /name: newer/);
});

test('each file keeps its history, cursor and scroll', async () => {
  await load();
  await renderedAfter(() => type(agent('scrolled', `${'# line\n'.repeat(200)}`)));
  await on.page.keyboard.insertText('# end');
  await addFile('two.yaml');
  await on.page.keyboard.insertText('# of the second');
  const top = () => on.page.evaluate(() => document.querySelector('#input').shadowRoot.querySelector('.cm-scroller').scrollTop);
  await on.page.locator('#tabs .name').first().click();
  await settled();
  assert.ok(await top() > 1000, `scrolled to ${await top()}`);
  await on.page.click('#input .cm-content', { position: { x: 200, y: 3500 } }).catch(() => undefined);
  await on.page.keyboard.press('Control+z');
  await settled();
  assert.doesNotMatch(await inputText(), /# end|of the second/);
  await on.page.locator('#tabs .name').last().click();
  assert.match(await inputText(), /# of the second/);
});

test('a mistake keeps the last result, its folds, scroll and selection', async () => {
  await load();
  await renderedAfter(() => type(agent('kept')));
  await on.page.click('#fold');
  const before = await outputText();
  await renderedAfter(() => type(`${agent('kept')}  broken: [\n`));
  assert.match(await stale().textContent(), /^1 error: showing the previous result$/);
  assert.equal(await outputText(), before);
  assert.ok(await on.page.locator('#manifests .cm-stale').count() > 0);
  await on.page.click('#fold');
  await renderedAfter(() => type(agent('kept')));
  assert.ok(await stale().isHidden());
  assert.equal(await on.page.locator('#manifests .cm-stale').count(), 0);
});

test('results of other Agents stay current', async () => {
  await load();
  const three = (port, bad = '') => [agent('aa'), agent('bb', `  port: 4200\n${bad}`), agent('cc', `  port: ${port}\n`)].join('---\n');
  await renderedAfter(() => type(three(4300)));
  await renderedAfter(() => type(three(4301, '  prot: 1\n')));
  assert.equal(await stale().textContent(), '1 error: showing the previous result of team-a/bb');
  const text = (await downloadedWith(true)).text;
  assert.match(text, /cc-server/);
  assert.doesNotMatch(text, /bb-server/);
  await on.page.uncheck('#keep-going');
  const { name, text: previous } = await downloaded();
  assert.equal(name, 'manifests-previous.yaml');
  assert.match(previous, /bb-server/);
  await on.page.click('#outline-open');
  const names = await on.page.locator('#outline-list button').allTextContents();
  assert.deepEqual(names, ['Deployment aa-server', 'Service aa', 'Deployment bb-server', 'Service bb', 'Deployment cc-server', 'Service cc']);
  await on.page.click('#outline-list button:has-text("Service cc")');
  await line('manifests', '4301').first().waitFor();
  assert.ok(!(await line('manifests', '4301').getAttribute('class')).includes('cm-stale'));
  await on.page.click('#outline-list button:has-text("Service bb")');
  await line('manifests', 'name: bb').first().waitFor();
  assert.ok((await line('manifests', 'name: bb').getAttribute('class')).includes('cm-stale'));
});
async function downloadedWith(keepGoing) {
  await on.page.setChecked('#keep-going', keepGoing);
  return downloaded();
}

test('after a reload the result from before the mistake is there', async () => {
  await load();
  await renderedAfter(() => type(agent('steady')));
  await renderedAfter(() => type(`${agent('steady')}  prot: 1\n`));
  await settled();
  await firstRendering(() => on.page.reload());
  await stale().waitFor();
  assert.match(await stale().textContent(), /1 error: showing the previous result/);
  assert.match(await outputText(), /steady-server/);
});

test('a download says what it gives, and is never empty', async () => {
  await load();
  await renderedAfter(() => type('# nothing\n'));
  assert.ok(await on.page.isDisabled('#download'));
  await renderedAfter(() => type(agent('given')));
  assert.match(await on.page.textContent('#download'), /Download 2 objects/);
  assert.match((await downloaded()).text, /given-server/);
  await renderedAfter(() => type('a: ['));
  assert.match(await on.page.textContent('#download'), /previous result/);
  assert.match((await downloaded()).text, /given-server/);
});

test('an engine that cannot be loaded is reported once, and offered again', async () => {
  await newPage({ serviceWorkers: 'block' });
  let fail;
  const failing = new Promise((resolve) => (fail = resolve));
  await on.page.route('**/agentrender.mjs', (route) => failing.then(() => route.abort()));
  on.requests.length = 0;
  let asked = 0;
  on.page.on('request', (request) => { asked += request.url().endsWith('agentrender.mjs') ? 1 : 0; });
  await on.page.goto(on.address);
  await on.page.waitForFunction(() => document.documentElement.dataset.first);
  fail();
  await message('The engine cannot be loaded').waitFor();
  await on.page.waitForTimeout(3000);
  assert.equal(asked, 1);
  assert.equal(await on.page.locator('.message').count(), 1);
  // What was prepared is not taken for what was typed.
  assert.equal(await stale().textContent(), 'The engine is not loaded: showing the previous result');
  await on.page.unroute('**/agentrender.mjs');
  await firstRendering(() => on.page.click('.message .action'));
  assert.match(await outputText(), /kind: Deployment/);
  assert.equal(await on.page.locator('.message').count(), 0);
  assert.ok(await stale().isHidden());
  on.complaints = on.complaints.filter((text) => !/ERR_FAILED|blocked by Playwright/.test(text));
});

test('a damaged or too large link stays on screen as a message', async () => {
  const bomb = await (async () => {
    await load();
    return on.page.evaluate(async () => {
      const text = JSON.stringify({ files: [{ name: 'a', text: ' '.repeat(9 << 20) }] });
      const bytes = new Uint8Array(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
      return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    });
  })();
  for (const [fragment, why] of [['%%%', /damaged/], ['AAAA', /damaged/], [bomb, /larger than 8 MiB/], ['draft=nowhere', /not in this browser/], ['example=none', /no example none/]]) {
    await on.page.goto('about:blank');
    await load(`#${fragment}`);
    await renderedAfter(() => type(agent('typing')));
    assert.match(await on.page.locator('.message.error').textContent(), why);
    assert.match(await outputText(), /kind: Deployment/);
  }
});

test('an error behind the last line is marked, and what was said of an older text goes', async () => {
  await load();
  await renderedAfter(() => type('a: "never closed\n'));
  await on.page.waitForSelector('#input .cm-lint-marker-error');
  await renderedAfter(() => type(agent('said')));
  await line('manifests', 'name: said').hover();
  await on.page.waitForFunction(() => /agent.yaml:4/.test(document.getElementById('origin-text').textContent));
  await on.page.click('#input .cm-content');
  await renderedAfter(() => on.page.keyboard.insertText('# x\n'));
  assert.match(await on.page.textContent('#origin-text'), /^Point at a line/);
  assert.equal(await on.page.locator('.cm-linked').count(), 0);
});

test('a browser that stores nothing is said to', async () => {
  await on.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } }));
  watch(on.page);
  await load();
  await renderedAfter(() => type(agent('unkept')));
  await message('Edits are not kept').waitFor();
  assert.match(await outputText(), /unkept-server/);
});
