// What a page does with the package, whichever bundler made it; says `ok` or what failed to /result.
import { load, MemoryLimitError, RenderError, TimeLimitError, WorkerRenderer } from 'agentrender';
import { options } from './options.js';

const text = `{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: scout, namespace: tidepool},
  spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}}`;
const source = { name: 'scout.yaml', text };
const many = Array.from({ length: 30000 }, (_, i) => text.replace('name: scout,', `name: scout-${i},`)).join('\n---\n');

async function check() {
  const results = [(await load(options)).render(source)];
  const worker = new WorkerRenderer(options);
  results.push(await worker.render([source]));
  const slow = worker.render({ ...source, text: many }, {}, { timeout: 20 }).catch((error) => error);
  const beside = worker.render(source);
  const error = await slow;
  if (!(error instanceof TimeLimitError && error instanceof RenderError)) return `the time limit did not stop the call: ${error}`;
  results.push(await beside);
  // A minifier renames classes.
  const small = new WorkerRenderer({ ...options, memoryLimit: 6 * 2 ** 20 });
  const full = await small.render({ ...source, text: many }).catch((error) => error);
  if (!(full instanceof MemoryLimitError) || full.name !== 'MemoryLimitError') return `the memory limit gave ${full.name}: ${full}`;
  return results.every(({ output }) => output === results[0].output && output.includes('scout-server')) ? 'ok' : 'outputs differ';
}

const answer = await check().catch((error) => error.stack);
await fetch('/result', { method: 'POST', body: answer });
