// The inside of WorkerRenderer: takes {load} once, then {id, sources, options}, and answers {id, result} or {id, error}.

import { load } from './index.js';

const port = typeof self === 'undefined' ? (await import('node:worker_threads')).parentPort : self;
const receive = (handler) => (port.on ? port.on('message', handler) : (port.onmessage = (event) => handler(event.data)));

let renderer;

receive(async (message) => {
  if (message.load) {
    renderer = load(message.load);
    renderer.catch(() => {}); // every call reports it
    return;
  }
  const { id, sources, options } = message;
  try {
    port.postMessage({ id, result: (await renderer).render(sources, options) });
  } catch (error) {
    port.postMessage({ id, error: { message: error.message, problems: error.problems } });
  }
});
