// The worker of Node, Deno and Bun.

import { platform } from './platform-node.js';
import { serveCalls } from './renderer.js';

const port = typeof self === 'undefined' ? (await import('node:worker_threads')).parentPort : self;
const answer = serveCalls(platform, (message) => port.postMessage(message));
if (port.on) port.on('message', answer);
else port.onmessage = (event) => answer(event.data);
