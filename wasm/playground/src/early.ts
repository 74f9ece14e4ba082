// What is needed first and takes longest: the worker with the engine. It starts before the rest of the page is there.

import type { EngineName } from './engine';
import { Renderer } from './renderer';

export const engineName: EngineName = new URLSearchParams(location.search).get('engine') === 'wasi' ? 'wasi' : 'emscripten';
export let renderer: Renderer;

export function begin(): void {
  renderer = new Renderer(engineName, new URL('./', location.href).href);
}
