// esbuild does not follow new URL(..., import.meta.url): the page names the module as an asset, and the worker as an
// entry point of the same build.
import module from 'agentrender/module.wasm';

const address = new URL(module, document.baseURI).href;
export const options = { module: address, worker: 'worker.js' };
