// The page to be embedded may be framed and stores nothing; the playground itself may not be framed.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { load, on, setUp } from './support.mjs';

setUp();

/** A page of another site with one frame. */
async function framing(address, then) {
  const host = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>a blog</title><iframe src="${address}" width="1000" height="500"></iframe>`));
  await new Promise((resolve) => host.listen(0, 'localhost', resolve));
  try {
    await on.page.goto(`http://localhost:${host.address().port}/`);
    await then(on.page.frameLocator('iframe'), on.page.frames()[1]);
  } finally {
    host.closeAllConnections();
    host.close();
  }
}

test('embed.html renders in a frame, and stores nothing', async () => {
  await framing(`${on.address}embed.html#example=corporate`, async (frame, inner) => {
    await frame.locator('#manifests .cm-line', { hasText: 'apiVersion' }).first().waitFor();
    await frame.locator('#input .cm-content').click();
    await on.page.keyboard.insertText('# typed\n');
    assert.match(await frame.locator('#input .cm-content').textContent(), /# typed/);
    await frame.locator('#open').focus();
    await inner.waitForFunction(() => /#[\w-]{60,}$/.test(document.getElementById('open').href));
  });
});

test('embed.html on its own stores nothing either', async () => {
  await on.page.goto(`${on.address}embed.html`);
  await on.page.waitForFunction(() => document.documentElement.dataset.rendered);
  await on.page.click('#input .cm-content');
  await on.page.keyboard.insertText('# typed');
  await on.page.waitForFunction(() => document.documentElement.dataset.rendered > 1);
  assert.deepEqual(await on.page.evaluate(async () => [(await indexedDB.databases()).length, localStorage.length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length]), [0, 0, 0, 0]);
});

test('the playground may not be framed', async () => {
  await framing(on.address, async (frame) => {
    await on.page.waitForTimeout(1000);
    assert.equal(await frame.locator('#input').count(), 0);
  });
  assert.ok(on.complaints.every((text) => /frame-ancestors|ERR_BLOCKED/.test(text)), on.complaints.join());
  on.complaints = [];
  await load();
});
