// What a browser has: fetch(). Bundlers find the module by the expression with import.meta.url.

import { responseBytes } from './renderer.js';

export const platform = {
  module: new URL('./module/agentrender-reactor.wasm', import.meta.url),
  base: globalThis.location?.href,
  read: async (url) => responseBytes(await fetch(url)),
};
