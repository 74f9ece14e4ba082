// The page in a real browser, under a base path and a strict Content-Security-Policy. Takes dist/ as `npm run build` left it.
// CHROMIUM names the browser; SCREENSHOTS a folder for pictures. What the tests have in common.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from '../serve.mjs';

const base = '/deep/er/';
/** What a test works with; `wire` counts the bytes that the server sent. */
export const on = { server: null, browser: null, context: null, page: null, address: '', complaints: [], wire: () => 0, requests: [] };

export function setUp() {
  before(async () => {
    const sockets = new Set();
    on.server = await serve(0, base);
    on.server.on('connection', (socket) => sockets.add(socket));
    on.server.on('request', (request) => on.requests.push(request.url));
    on.wire = () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
    on.address = `http://127.0.0.1:${on.server.address().port}${base}`;
    on.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  });
  after(async () => {
    await on.browser?.close();
    on.server?.closeAllConnections();
    on.server?.close();
  });
  beforeEach(() => newPage());
  afterEach(async () => {
    await on.context.close();
    assert.deepEqual(on.complaints, [], 'nothing on the console');
  });
}

export async function newPage(options = {}) {
  await on.context?.close();
  on.context = await on.browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', ...options });
  on.page = await on.context.newPage();
  watch(on.page);
}
export function watch(page) {
  page.setDefaultTimeout(60_000);
  on.complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && on.complaints.push(message.text()));
  page.on('pageerror', (error) => on.complaints.push(String(error)));
}

const rendered = () => on.page.evaluate(() => Number(document.documentElement.dataset.rendered ?? 0));
export async function renderedAfter(action, timeout = 30_000) {
  const count = await rendered();
  await action();
  await on.page.waitForFunction((n) => Number(document.documentElement.dataset.rendered ?? 0) > n, count, { timeout });
}
/** Of a page that is loaded anew. */
export async function firstRendering(action) {
  await action();
  await on.page.waitForFunction(() => Number(document.documentElement.dataset.rendered ?? 0) > 0);
}
/** The least example, unless `suffix` names another. */
export const load = (suffix = '#example=minimal') => firstRendering(() => on.page.goto(on.address + suffix)).catch(async (error) => {
  throw new Error(`${error.message}\n${await on.page.textContent('#status')}\n${on.complaints.join('\n')}`);
});
export const outputText = () => on.page.textContent('#manifests .cm-content');
export const inputText = () => on.page.textContent('#input .cm-content');
export const line = (editor, text) => on.page.locator(`#${editor} .cm-line`, { hasText: text }).first();
export const files = () => on.page.locator('#tabs .name').allTextContents();
export const example = (name) => renderedAfter(() => on.page.selectOption('#examples', { label: name }));
/** The names of all examples, but not one that is shown: choosing it again changes nothing. */
export const examples = () => on.page.locator('#examples optgroup:not([label="Your drafts"]) option:not(:checked)').allTextContents();
export const message = (text) => on.page.locator('.message', { hasText: text });
export const undo = () => on.page.click('.message .action');
export const settled = () => on.page.waitForTimeout(150);

/** Only lines near the visible ones are in the page. */
export async function reveal(text) {
  for (let top = 0; await line('manifests', text).count() === 0; top += 300) {
    assert.ok(top < 20_000, `no line with ${text}`);
    await on.page.evaluate((y) => { document.querySelector('#manifests').shadowRoot.querySelector('.cm-scroller').scrollTop = y; }, top);
    await on.page.waitForTimeout(50);
  }
  // The editor measures lines as they come into view, and moves them once more then.
  const found = line('manifests', text);
  await found.scrollIntoViewIfNeeded();
  for (let before = null, now = await found.boundingBox(); JSON.stringify(before) !== JSON.stringify(now); now = await found.boundingBox()) {
    before = now;
    await on.page.waitForTimeout(200);
  }
  return found;
}
export async function type(text) {
  await on.page.click('#input .cm-content');
  await on.page.keyboard.press('Control+a');
  await on.page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const editor = document.querySelector('#input').shadowRoot.querySelector('.cm-content');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
export async function addFile(name) {
  await on.page.click('#add');
  await on.page.fill('#dialog-input', name);
  await renderedAfter(() => on.page.keyboard.press('Enter'));
}
/** Shares what is shown; gives the link. The address names an example or a draft until the files are packed. */
export async function share() {
  await on.page.click('#share');
  await on.page.waitForFunction(() => location.hash.length > 1 && !/^#(example|draft)=/.test(location.hash));
  return on.page.url();
}
/** Measures from now on; longTasks() gives what took longer than 50 ms, in ms. */
export const watchTasks = () => on.page.evaluate(() => {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask' });
});
export const longTasks = () => on.page.evaluate(() => window.tasks.splice(0));

export const agent = (name, more = '') => `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: ${name}
  namespace: team-a
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
${more}`;
