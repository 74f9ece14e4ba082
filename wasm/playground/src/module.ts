// Takes the address of a WebAssembly module, gives it compiled. An address without one is an error that says so.

import type { EngineName } from './engine';

declare const __ENGINE__: string; // the folder of the engines, see vite.config.ts

/** `base` is the address of the page. */
export const engineFile = (name: string, base: string): string => new URL(__ENGINE__ + name, base).href;

export const engineModule = (name: EngineName, base: string): Promise<WebAssembly.Module> =>
  fetchModule(engineFile(name === 'wasi' ? 'agentrender-reactor.wasm' : 'agentrender.wasm', base));

export async function fetchModule(address: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  // Compiled while it arrives, when the server says what it is.
  if (response.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
