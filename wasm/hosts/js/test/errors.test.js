// What a caller does wrong is an error of the package that names it, the same here and in a worker.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import test from 'node:test';

import { load, MemoryLimitError, RenderError, RequestError, WorkerRenderer } from 'agentrender';

const text = `{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: scout, namespace: tidepool},
  spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}}`;
const source = { name: 'scout.yaml', text };
const circular = { namespace: 'a' };
circular.resources = { limits: circular };
const deep = JSON.parse('{"a":'.repeat(5000) + '1' + '}'.repeat(5000));
const renderer = await load();
const module = readFileSync(new URL('../module/agentrender-reactor.wasm', import.meta.url));

test('options and sources that are none, and what they cannot hold', async () => {
  const worker = new WorkerRenderer();
  for (const [sources, options, said] of [
    [source, 'json', /options: expected an object/],
    [source, 5, /options: expected an object/],
    [source, () => {}, /options: a function is not a value here/],
    [source, circular, /options\.resources\.limits: the object contains itself/],
    [source, { namespace: 5n }, /options\.namespace: a bigint/],
    [source, { images: [{ name: 'a', newTag: Symbol('a') }] }, /options\.images\[0\]\.newTag: a symbol/],
    [source, { suspend: NaN }, /options\.suspend: NaN/],
    [source, deep, /nested too deeply/],
    [source, { format: 'xml' }, /options\.format: "xml"/],
    [{ name: 'a', text: 5n }, {}, /sources\[0\]\.text: a bigint/],
    [[source, { name: 'a', text: () => {} }], {}, /sources\[1\]\.text: a function/],
  ]) {
    const wanted = (error) => error instanceof RequestError && error.name === 'RequestError' && said.test(error.message);
    assert.throws(() => renderer.render(sources, options), wanted, String(said));
    await assert.rejects(worker.render(sources, options), wanted, String(said));
  }
  await worker.close();
});

test('a module that is none says what it is', async () => {
  const server = createServer((request, response) => response.end('<!doctype html><title>Not found</title>'));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${server.address().port}/a.wasm`;
  const cases = [
    [address, new RegExp(`${address} is not WebAssembly: it has 39 bytes and begins with "<!doctype html>`)],
    [new URL(address), /is not WebAssembly/],
    [new TextEncoder().encode('text'), /the module is not WebAssembly: it has 4 bytes and begins with "text"/],
    [new Uint8Array(), /it has 0 bytes/],
    [module.subarray(0, 5000), /the module (cannot be used|is cut short|has no memory)/],
    [module.subarray(0, 11), /the module (cannot be used|is cut short|has no memory)/],
    [new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), /no memory, so it is not agentrender-reactor.wasm/],
    // With a memory, and nothing else.
    [new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1]), /exports no memory/],
    ['file:///nowhere.wasm', /file:\/\/\/nowhere\.wasm cannot be loaded/],
    ['http://', /cannot be loaded/],
    [5n, /cannot be loaded/],
  ];
  for (const [wrong, said] of cases) {
    const wanted = (error) => error.constructor === RenderError && error.name === 'RenderError' && said.test(error.message);
    await assert.rejects(load({ module: wrong }), wanted, String(said));
    const worker = new WorkerRenderer({ module: wrong });
    await assert.rejects(worker.render(source), wanted, String(said));
    await worker.close();
  }
  server.close();
});

test('what can be the module of load() can be that of a worker', async () => {
  for (const make of [
    () => new URL('../module/agentrender-reactor.wasm', import.meta.url), () => './module/agentrender-reactor.wasm', () => module,
    () => new Response(module), () => Promise.resolve(module),
  ]) {
    assert.equal((await load({ module: make() })).render(source).rendered, 1);
    const worker = new WorkerRenderer({ module: make() });
    assert.equal((await worker.render(source)).rendered, 1);
    await worker.close();
  }
});

test('limits that are too small are the same error in a worker', async () => {
  for (const [memoryLimit, type, said] of [[0, RangeError, /memoryLimit must be/], [1000, MemoryLimitError, /needs at least \d+ KiB to start/]]) {
    const wanted = (error) => error.constructor === type && error.name === type.name && said.test(error.message);
    await assert.rejects(load({ memoryLimit }), wanted);
    const worker = new WorkerRenderer({ memoryLimit });
    await assert.rejects(worker.render(source), wanted);
    await worker.close();
  }
});

// Each of them left a worker that started later, and kept the program alive.
for (const [what, end] of Object.entries({
  closed: 'worker.close();', aborted: 'abort.abort();', 'past its time': '',
  'closed and used again': 'worker.close(); call = worker.render(source).finally(() => worker.close());',
})) {
  test(`a worker that is ${what} at once keeps no program alive`, () => {
    const program = `import { WorkerRenderer } from 'agentrender';
      const source = ${JSON.stringify(source)};
      const worker = new WorkerRenderer();
      const abort = new AbortController();
      let call = worker.render(source, {}, { signal: abort.signal, timeout: ${what === 'past its time' ? 0.001 : 60_000} });
      call.catch(() => {});
      ${end}
      await call.catch((error) => error);
      console.log('done');`;
    const folder = new URL('..', import.meta.url);
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, timeout: 120_000, encoding: 'utf8' });
    assert.equal(ended.status, 0, `${ended.signal} ${ended.stderr}`);
    assert.equal(ended.stdout, 'done\n');
  });
}
