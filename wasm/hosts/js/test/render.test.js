import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import {
  load, MemoryLimitError, problemText, RequestError, TimeLimitError, version, WorkerRenderer,
} from 'agentrender';

const agent = (name = 'scout') => `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: ${name}, namespace: tidepool}
spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}
`;
const source = (text = agent()) => ({ name: 'scout.yaml', text });
const many = (count) => source(Array.from({ length: count }, (_, i) => agent(`scout-${i}`)).join('---\n'));

const renderer = await load();

test('limits are not among the options', () => {
  assert.throws(() => renderer.render(source(), { limits: { memoryMiB: 1 } }),
    (error) => error instanceof RequestError && /options\.limits: unknown field \(memory is limited by memoryLimit/.test(error.message));
});

test('golden cases give the bytes of the native library', { skip: !process.env.AGENTRENDER_CASES }, () => {
  const cases = JSON.parse(readFileSync(process.env.AGENTRENDER_CASES, 'utf8'));
  assert.ok(cases.length > 100);
  for (const { name, request, response } of cases) {
    const { abi, accepted, ...expected } = response;
    const result = renderer.render(request.sources, request.options);
    assert.ok(result.output === expected.output, name);
    assert.deepEqual(result, expected, name);
  }
});

test('problems have places', () => {
  const { problems, output } = renderer.render(source(agent().replace('serviceAccountName', 'serviceAcountName')));
  assert.equal(output, '');
  assert.equal(problems[0].line, 4);
  assert.equal(problems[0].object.name, 'scout');
  assert.match(problemText(problems[0]), /^scout.yaml:4:\d+: error: spec.*serviceAccountName/);
  assert.equal(problemText({ severity: 'error', field: 'a\x1b\u2028##[b', message: 'c' }), 'error: a\\u{1b}\\u{2028}#\\x23[b: c');
});

const peak = () => process.resourceUsage().maxRSS; // KiB

test('many renders do not grow', () => {
  let size;
  let before;
  for (let i = 0; i < 10000; i++) {
    assert.equal(renderer.render(source()).rendered, 1);
    if (i === 500) [size, before] = [renderer.memoryBytes, peak()];
  }
  assert.equal(renderer.memoryBytes, size);
  assert.ok(peak() < before + (32 << 10), `${before} KiB became ${peak()}`);
});

test('hostile renders in a loop give their memory back', async () => {
  const large = many(20000);
  const small = await load({ memoryLimit: 6 * 2 ** 20 });
  const worker = new WorkerRenderer();
  let before;
  for (let i = 0; i < 100; i++) {
    if (i === 10) before = peak();
    if (i % 5 === 0) assert.equal(renderer.render(large).problems[0].code, 'AR0102');
    else if (i % 5 < 3) assert.throws(() => small.render(large), MemoryLimitError);
    else await assert.rejects(worker.render(large, {}, { timeout: 50 }), TimeLimitError);
  }
  await worker.close();
  // One instance that stayed would be 100 MiB.
  assert.ok(peak() < before + (128 << 10), `${before} KiB became ${peak()}`);
});

test('what the module is', async () => {
  const { version: of, controller, controllers } = renderer.about;
  assert.equal(of, version);
  assert.equal(controller, renderer.render(source()).controller);
  for (const each of controllers) assert.equal(renderer.render(source(), { controller: each }).controller, each);
  const worker = new WorkerRenderer();
  assert.deepEqual(await worker.about(), renderer.about);
  await worker.close();
});

test('a wrong option names its path, an old word gets a hint', () => {
  const said = (options) => {
    try {
      renderer.render(source(), options);
    } catch (error) {
      return error.message;
    }
  };
  assert.match(said({ format: 'xml' }), /^agentrender: options\.format: "xml" is not one of/);
  assert.match(said({ keepGoing: 1 }), /^agentrender: options\.keepGoing: /);
  assert.match(said({ resources: { limits: { memory: 'x' } } }), /^agentrender: options\.resources\.limits\.memory: /);
  assert.match(said({ images: [{ name: 'a', tag: '1' }] }), /^agentrender: options\.images\[0\]\.tag: .*newTag/);
  assert.match(said({ nameSpace: 'a' }), /^agentrender: options\.nameSpace: .*namespace/);
});

test('memory is given back after a large input', () => {
  assert.equal(renderer.render(many(3000)).rendered, 3000);
  renderer.render(source());
  assert.ok(renderer.memoryBytes < 4 * 2 ** 20, `${renderer.memoryBytes} bytes`);
});

test('eight in parallel', async () => {
  const workers = Array.from({ length: 8 }, () => new WorkerRenderer());
  const results = await Promise.all(workers.map((worker, i) => worker.render(source(agent(`w${i}`)))));
  results.forEach((result, i) => assert.match(result.output, new RegExp(`name: w${i}-server`)));
  await Promise.all(workers.map((worker) => worker.close()));
});

test('a deadline stops the module, and the next call works', async () => {
  const worker = new WorkerRenderer();
  assert.equal((await worker.render(source())).rendered, 1);
  await assert.rejects(worker.render(many(30000), {}, { timeout: 20 }), TimeLimitError);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await assert.rejects(worker.render(many(30000), {}, { signal: controller.signal }), /enough/);
  assert.equal((await worker.render(source())).rendered, 1);
  await assert.rejects(worker.render(source(), { format: 'xml' }), RequestError);
  await worker.close();
});

test('a time limit ends its own call, and none beside it', async () => {
  const worker = new WorkerRenderer();
  const beside = Array.from({ length: 3 }, (_, i) => worker.render(source(agent(`beside-${i}`))));
  const slow = worker.render(many(30000), {}, { timeout: 20 });
  const after = worker.render([source(agent('after'))]);
  await assert.rejects(slow, TimeLimitError);
  const results = await Promise.all([...beside, after]);
  assert.deepEqual(results.map(({ rendered }) => rendered), [1, 1, 1, 1]);
  await worker.close();
});

test('wrong limits are errors that name the limit', async () => {
  const worker = new WorkerRenderer();
  for (const timeout of [0, -1, NaN, Infinity, '5', null]) {
    await assert.rejects(worker.render(source(), {}, { timeout }), /timeout must be a positive number/, String(timeout));
  }
  for (const memoryLimit of [0, -1, NaN, 1.5, '5', null]) {
    await assert.rejects(load({ memoryLimit }), /memoryLimit must be a positive whole number/, String(memoryLimit));
  }
  await worker.close();
});

test('a call that fails in the worker fails as it would here', async () => {
  const worker = new WorkerRenderer({ memoryLimit: 8 * 2 ** 20 });
  await assert.rejects(worker.render(many(60000)), MemoryLimitError);
  await worker.close();
  const lost = new WorkerRenderer({ module: 'file:///nowhere.wasm' });
  await assert.rejects(lost.render(source()), /nowhere/);
  await lost.close();
  assert.match(version, /^\d+\.\d+\.\d+$/);
});

test('a memory limit is an error, and the next call works', async () => {
  const small = await load({ memoryLimit: 8 * 2 ** 20 });
  // The module itself says so where it can; else its memory ends.
  assert.equal(small.render(many(5000)).problems[0].code, 'AR0102');
  assert.equal(small.render(source()).rendered, 1);
  assert.throws(() => small.render(many(60000)), MemoryLimitError);
  assert.equal(small.render(source()).rendered, 1);
  await assert.rejects(load({ memoryLimit: 1 }), MemoryLimitError);
});

test('garbage is answered', () => {
  const letters = ' \n\t-:{}[]&*!|>\'"%@`#,?ab01\\\0\x7f\ud800\u{1f600}';
  for (let i = 0; i < 300; i++) {
    let text = '';
    for (let n = (i * 7919) % 200; n > 0; n--) text += letters[(i * 31 + n * n * 17) % letters.length];
    assert.ok(Array.isArray(renderer.render(source(text)).problems));
  }
});

test('a wrong request is an error of its own', () => {
  for (const [sources, options] of [[null], [3], ['text'], [{}], [{ name: '', text: '' }], [source(), { format: 'xml' }],
    [source(), { keepGoing: 1 }], [source(), { nameSpace: 'a' }], [source(), []]]) {
    assert.throws(() => renderer.render(sources, options), RequestError, JSON.stringify([sources, options]));
  }
});

test('something else than the module is refused', async () => {
  await assert.rejects(load({ module: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) }), /no memory/);
});
