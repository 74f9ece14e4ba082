// agentrender for Node, Deno and Bun; index.d.ts describes what is exported here.

import { load as loadFor, WorkerRenderer as WorkerRendererFor } from './renderer.js';
import { platform } from './platform-node.js';

export { MemoryLimitError, problemText, RenderError, RequestError, TimeLimitError } from './errors.js';
export { version } from './version.js';

export const load = (options) => loadFor(platform, options);

export class WorkerRenderer extends WorkerRendererFor {
  constructor(options) {
    super(platform, options);
  }
}
