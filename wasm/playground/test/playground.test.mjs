// What the page does: it renders, links, lists, folds, shares and completes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addFile, agent, example, examples, files, firstRendering, line, load, newPage, on, outputText, renderedAfter, reveal, setUp, share, type } from './support.mjs';

setUp();

test('renders on each key', async () => {
  await load();
  await renderedAfter(() => type(agent('edited', '  port: 4321\n')));
  assert.match(await outputText(), /edited-server/);
  const times = [];
  for (const digit of '12345678') {
    await renderedAfter(() => on.page.keyboard.insertText(`# ${digit}\n`));
    times.push(Number(/in ([\d.]+) ms/.exec(await on.page.textContent('#speed'))[1]));
  }
  console.log(`render: ${times.join(', ')} ms`);
  assert.equal(times.length, 8);
});

test('marks errors where they are, and lists them', async () => {
  await load();
  await renderedAfter(() => type(agent('typo', '  prot: 80\n')));
  assert.match(await on.page.textContent('#problem-list'), /error.*agent.yaml:9:3.*unknown field.*port/s);
  assert.match(await on.page.textContent('#status'), /1 error/);
  await on.page.waitForSelector('#input .cm-lint-marker-error');
  await on.page.click('#problem-list button');
  assert.match(await on.page.textContent('#input .cm-activeLine'), /prot/);
});

test('an output line leads to its input line, and the other way round', async () => {
  await load();
  await renderedAfter(() => type(agent('linked', '  executorImage: registry.example/devbox:2\n')));
  await (await reveal('image: registry.example/devbox:2')).hover();
  await on.page.waitForFunction(() => /agent.yaml:9:18/.test(document.getElementById('origin-text').textContent));
  assert.match(await on.page.textContent('#input .cm-linked'), /executorImage/);
  assert.match(await on.page.textContent('#origin-text'), /server: the main container/);

  await line('input', 'name: linked').hover();
  await on.page.waitForFunction(() => /→ \d+ lines of output/.test(document.getElementById('origin-text').textContent));
  const linked = await on.page.locator('#manifests .cm-linked').allTextContents();
  assert.ok(linked.length > 1 && linked.every((text) => text.includes('linked')), linked.join('|'));

  // With the keyboard: the cursor in the output.
  await (await reveal('replicas: 1')).click();
  await on.page.waitForFunction(() => /default value/.test(document.getElementById('origin-text').textContent));
  await on.page.keyboard.press('ArrowUp');
  await on.page.waitForFunction(() => !/default value/.test(document.getElementById('origin-text').textContent));
});

test('lines of a block of text belong to it', async () => {
  await load();
  await renderedAfter(() => type(agent('block', '  contexts:\n    - type: Text\n      mountPath: A.md\n      text: |\n        # Title\n\n        Second part\n')));
  await line('manifests', 'Second part').locator('span').first().hover();
  await on.page.waitForFunction(() => /agent.yaml:15/.test(document.getElementById('origin-text').textContent));
  assert.deepEqual(await on.page.locator('#input .cm-linked').allTextContents(), ['        Second part']);
  await line('input', 'Second part').hover();
  await on.page.waitForFunction(() => /1 line of output/.test(document.getElementById('origin-text').textContent));
  assert.match(await on.page.textContent('#manifests .cm-linked'), /Second part/);
});

test('a word of a text that several lines make leads to its line', async () => {
  await load();
  const text = agent('parts', `  config:
    model: anthropic/one
    small_model: anthropic/two
  proxy:
    noProxy: .corp.example.com
  contexts:
    - type: Text
      text: |
        First rule
    - type: Text
      text: |
        Second rule
        with a word
    - type: Text
      mountPath: docs/A.md
      text: here
`);
  await renderedAfter(() => type(text));
  const inputLine = (part) => text.split('\n').findIndex((one) => one.includes(part)) + 1;
  // [a line of the output, a word of it, the line of the input that it is from]
  const words = [
    ['Second rule', 'Second rule', 'Second rule'], ['with a word', 'with a word', 'with a word'], ['First rule', 'First rule', 'First rule'],
    ['tools-opencode.json:', 'anthropic/two', 'small_model'], ['tools-opencode.json:', 'anthropic/one', ' model'],
    ['.corp.example.com,', '.corp.example.com', 'noProxy'], ['FILE_MAPPINGS', 'docs/A.md', 'mountPath'],
  ];
  for (const [where, word, from] of words) {
    const found = where === 'FILE_MAPPINGS' ? 'targetPath' : where;
    // The places are asked for when the reader rests.
    for (let tries = 0; ; tries++) {
      await hoverWord(await reveal(found), word);
      const said = await on.page.textContent('#origin-text');
      if (said.includes(`“${word}”`) && new RegExp(`agent.yaml:${inputLine(from)}\\b`).test(said)) break;
      assert.ok(tries < 20, `${where}, ${word}: ${said}`);
      await on.page.waitForTimeout(200);
    }
    assert.deepEqual(await on.page.locator('#manifests .cm-part').allTextContents(), [word]);
  }
  // And the hash, all of them.
  await (await reveal('context-hash')).hover();
  const said = await on.page.textContent('#origin-text');
  const stretches = [...said.matchAll(/(\d+)(?:–(\d+))?(?=[,;]|$)/g)].map(([, first, last]) => [Number(first), Number(last ?? first)]);
  for (const from of ['small_model', ' model', 'docs/A.md', 'text: here']) {
    assert.ok(stretches.some(([first, last]) => first <= inputLine(from) && inputLine(from) <= last), `${from}: ${said}`);
  }
});

/** The mouse on the middle of a word of a line. */
async function hoverWord(found, word) {
  const box = await found.evaluate((element, part) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let before = 0;
    const at = element.textContent.indexOf(part) + Math.floor(part.length / 2);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (at < before + node.length) {
        const range = document.createRange();
        range.setStart(node, at - before);
        range.setEnd(node, at - before + 1);
        const scroller = element.closest('.cm-scroller');
        const left = range.getBoundingClientRect().left - scroller.getBoundingClientRect().left;
        if (left > scroller.clientWidth - 40) scroller.scrollLeft += left - scroller.clientWidth / 2;
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      before += node.length;
    }
    return null;
  }, word);
  await on.page.mouse.move(5, 5);
  await on.page.mouse.move(box.x, box.y);
  await on.page.waitForTimeout(50);
}

test('the controller is chosen in a menu, and stands in the link', async () => {
  await load();
  await renderedAfter(() => type(agent('cloner', '  contexts:\n    - {type: Git, mountPath: code, git: {repository: "https://git.example/code.git"}}\n')));
  await reveal('GIT_CONFIG_GLOBAL');
  await renderedAfter(() => on.page.selectOption('#controller', 'v0.1.9'));
  await reveal('GIT_CONFIG_COUNT');
  const link = await share();
  await newPage();
  await firstRendering(() => on.page.goto(link));
  assert.equal(await on.page.inputValue('#controller'), 'v0.1.9');
  await reveal('GIT_CONFIG_COUNT');
});

test('a shared link brings back files and options', async () => {
  await load();
  await renderedAfter(() => type(agent('shared').replace('  namespace: team-a\n', '')));
  await renderedAfter(() => on.page.fill('#namespace', 'prod'));
  await addFile('ünïcode.yaml');
  await renderedAfter(() => type('# nothing\n'));
  const link = await share();
  await newPage();
  await firstRendering(() => on.page.goto(link));
  assert.deepEqual(await files(), ['agent.yaml', 'ünïcode.yaml']);
  assert.match(await outputText(), /namespace: prod/);
  assert.equal(await on.page.inputValue('#namespace'), 'prod');
});

test('every example renders, with several files too', async () => {
  await load();
  const names = await examples();
  assert.ok(names.length >= 12);
  for (const name of names) {
    await example(name);
    assert.doesNotMatch(await on.page.textContent('#status'), /error/, name);
    if (!/ of 0 Agents/.test(await on.page.textContent('#status'))) assert.match(await outputText(), /apiVersion/, name);
  }
  await example('one template, several agents');
  assert.ok((await files()).length > 1);
});

test('objects fold to a line that names them', async () => {
  await load();
  await renderedAfter(() => type(agent('folded')));
  await on.page.click('#fold');
  const labels = await on.page.locator('#manifests .cm-foldPlaceholder').allTextContents();
  assert.deepEqual(labels, ['Deployment folded-server', 'Service folded']);
  await on.page.click('#fold');
  assert.equal(await on.page.locator('#manifests .cm-foldPlaceholder').count(), 0);
  // Nothing else is left of them, no line that separates either.
  await on.page.click('#fold');
  assert.equal((await on.page.locator('#manifests .cm-line').allTextContents()).filter((text) => text !== '').length, 2);
});

test('the picture shows what runs', async () => {
  await load();
  await renderedAfter(() => type(agent('drawn', '  persistence:\n    sessions: {}\n  extraPorts:\n    - {name: web, port: 8080}\n')));
  await on.page.click('#tab-picture');
  await on.page.waitForSelector('#picture svg');
  const text = await on.page.textContent('#picture');
  for (const part of ['Service drawn', 'http 4096/TCP', 'web 8080/TCP', 'opencode-init', 'opencode-server', 'PersistentVolumeClaim', 'drawn-server-sessions', '/data/sessions'])
    assert.ok(text.includes(part), part);
  // A part leads to its lines, and to what they come from; with the keyboard, too.
  await on.page.locator('#picture [aria-label^="/data/sessions, where opencode-server"]').focus();
  await on.page.keyboard.press('Enter');
  await line('manifests', 'mountPath: /data/sessions').waitFor();
  assert.match(await line('manifests', 'mountPath: /data/sessions').getAttribute('class'), /cm-linked/);
  assert.match(await on.page.textContent('#origin-text'), /← persistence/);
});

test('a line names all input lines that it depends on', async () => {
  await load('#example=corporate');
  const said = (pattern) => on.page.waitForFunction((source) => new RegExp(source).test(document.getElementById('origin-text').textContent), pattern.source, { timeout: 3000 });
  // They are asked for when the reader rests.
  for (let tries = 0; ; tries++) {
    await on.page.mouse.move(5, 5);
    await line('manifests', 'name: payments').first().hover();
    if (await said(/agent.yaml:43:9.*also changed by agent.yaml:48–49/).then(() => true, () => false)) break;
    assert.ok(tries < 10, await on.page.textContent('#origin-text'));
  }
  await line('input', 'systemImage:').hover();
  await said(/→ \d+ lines of output/);
});

test('hostile input stays text, and the page stays alive', async () => {
  await load();
  const inputs = [
    agent('x').replace('name: x', 'name: "<img src=x onerror=alert(1)>"'),
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n',
    '['.repeat(100_000), '\ud800 \udfff \u0007', '%YAML 9.9\n---\n', '{"a":'.repeat(1000), '',
  ];
  for (const text of inputs) await renderedAfter(() => type(text || ' '));
  assert.equal(await on.page.locator('img:not([alt=""])').count(), 0);
  for (const fragment of ['#%%%', '#AAAA', '#S0ktLgEA']) {
    await on.page.goto('about:blank');
    await firstRendering(() => on.page.goto(on.address + fragment));
    assert.match(await outputText(), /kind: Deployment/);
  }
  await load('#example=corporate');
  await renderedAfter(() => type(agent('alive')));
  assert.match(await outputText(), /alive-server/);
});

test('both engines give the same bytes', async () => {
  const outputs = {};
  for (const engine of ['emscripten', 'wasi']) {
    await load(`?engine=${engine}`);
    assert.match(await on.page.textContent('#engine'), engine === 'wasi' ? /WASI/ : /Emscripten/);
    outputs[engine] = [];
    for (const name of await examples()) {
      await example(name);
      if (await on.page.isDisabled('#download')) continue;
      const [download] = await Promise.all([on.page.waitForEvent('download'), on.page.click('#download')]);
      outputs[engine].push(readFileSync(await download.path(), 'utf8'));
      // Explanations, too.
      if (/ of 0 Agents/.test(await on.page.textContent('#status'))) continue;
      await (await reveal('replicas:')).hover();
      await on.page.waitForFunction(() => /←/.test(document.getElementById('origin-text').textContent));
      outputs[engine].push(await on.page.textContent('#origin-text'));
    }
  }
  assert.ok(outputs.wasi.length >= 20);
  assert.deepEqual(outputs.wasi, outputs.emscripten);
});

test('completes fields and values from their place', async () => {
  await load();
  await type(agent('c', '  contexts:\n    - type: '));
  await on.page.keyboard.insertText('Con');
  await on.page.keyboard.press('Control+Space');
  await on.page.waitForSelector('#input .cm-tooltip-autocomplete');
  assert.match(await on.page.textContent('#input .cm-tooltip-autocomplete'), /ConfigMap/);
  await on.page.keyboard.press('Escape');
  await type(agent('c', '  podSpec:\n    extr'));
  await on.page.keyboard.press('Control+Space');
  const offers = (word) => on.page.waitForFunction((w) =>
    (document.querySelector('#input').shadowRoot.querySelector('.cm-tooltip-autocomplete')?.textContent ?? '').includes(w), word);
  await offers('extraEnv');
  await on.page.keyboard.press('Escape');
  await type(agent('c', '  podSpec:\n    scheduling:\n      tolerations:\n      - key: a\n        eff'));
  await on.page.keyboard.press('Control+Space');
  await offers('effect');
});

