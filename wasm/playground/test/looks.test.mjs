// What the page looks like: without violations of accessibility rules, in both themes, wide and narrow.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { agent, example, load, newPage, on, renderedAfter, reveal, setUp, type } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
setUp();

async function audit(what) {
  // Into the page by way of the debugger, for the policy forbids inline scripts.
  await on.page.evaluate(axe);
  const { violations } = await on.page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.target.flat().join(' ') + ' ' + (n.any[0]?.message ?? ''))]), [], what);
}
async function shot(name) {
  // A hover on a long line has scrolled to its middle.
  await on.page.evaluate(() => { document.querySelector('#manifests').shadowRoot.querySelector('.cm-scroller').scrollLeft = 0; });
  if (process.env.SCREENSHOTS) await on.page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}
async function fits() {
  const overflow = await on.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
}

for (const theme of ['light', 'dark']) {
  test(`is accessible, ${theme}`, async () => {
    await newPage({ colorScheme: theme });
    await load();
    await example('corporate');
    await (await reveal('replicas:')).hover();
    await audit('manifests');
    await shot(`manifests-${theme}`);
    await on.page.click('#outline-open');
    await audit('outline');
    await renderedAfter(() => type(`${agent('wrong')}  prot: 1\n`));
    await audit('a mistake');
    await shot(`mistake-${theme}`);
    await on.page.click('#outline-open');
    await on.page.click('#tab-picture');
    await on.page.waitForSelector('#picture svg');
    await audit('picture');
    await shot(`picture-${theme}`);
    await fits();
  });

  test(`is accessible on a phone, ${theme}`, async () => {
    await newPage({ colorScheme: theme, viewport: { width: 390, height: 844 }, hasTouch: true });
    await load();
    await example('corporate');
    for (const pane of ['input', 'manifests', 'picture']) {
      await on.page.click(`#pane-${pane}`);
      await on.page.waitForTimeout(300);
      await audit(pane);
      await shot(`phone-${pane}-${theme}`);
      await fits();
    }
  });
}

test('targets on a phone are 44 pixels high', async () => {
  await newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await load();
  await renderedAfter(() => type(`${agent('wrong')}  prot: 1\n`));
  for (const pane of ['input', 'manifests', 'picture']) {
    await on.page.click(`#pane-${pane}`);
    const small = await on.page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=checkbox]), summary')]
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => `${e.id} ${e.textContent}`));
    assert.deepEqual(small, [], pane);
  }
});

test('200 % and forced colours', async () => {
  await newPage({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await load();
  await fits();
  await shot('zoom-200');
  await newPage({ forcedColors: 'active', colorScheme: 'dark' });
  await load();
  const [shown, other] = await on.page.evaluate(() => ['#tab-manifests', '#tab-picture'].map((id) => getComputedStyle(document.querySelector(id), '::after').content));
  assert.notEqual(shown, other);
  await shot('forced-colors');
});
