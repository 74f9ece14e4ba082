// agentrender for browsers, with or without a bundler; index.d.ts describes what is exported here.

import { load as loadFor, WorkerRenderer as WorkerRendererFor } from './renderer.js';
import { platform } from './platform-browser.js';

export { MemoryLimitError, problemText, RenderError, RequestError, TimeLimitError } from './errors.js';
export { version } from './version.js';

export const load = (options) => loadFor(platform, options);

export class WorkerRenderer extends WorkerRendererFor {
  constructor(options) {
    super({ ...platform, worker: startWorker }, options);
  }
}

// Bundlers find the worker by this very expression.
function startWorker(url) {
  return url ? new Worker(url, { type: 'module' }) : new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
}
