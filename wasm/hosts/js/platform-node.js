// What Node, Deno and Bun have: files, and threads where there is no Worker.

import { readFile } from 'node:fs/promises';

import { responseBytes } from './renderer.js';

export const platform = {
  module: new URL('./module/agentrender-reactor.wasm', import.meta.url),
  base: import.meta.url,
  // Node's fetch() reads no files.
  read: async (url) => (url.protocol === 'file:' ? new Uint8Array(await readFile(url)) : responseBytes(await fetch(url))),
  worker: async (url = new URL('./worker-node.js', import.meta.url)) =>
    typeof Worker === 'undefined' ? new (await import('node:worker_threads')).Worker(url) : new Worker(url, { type: 'module' }),
};
