// The two engines behind one interface: the core compiled by Emscripten, and the WASI module with our own shim.
// Both speak wasm/agentrender.h: a JSON request in, a JSON response out, as bytes.

import { Instance } from '../../hosts/js/instance.js';
import { engineFile } from './module';

export type EngineName = 'emscripten' | 'wasi';

export interface Engine {
  call(request: Uint8Array): Uint8Array;
}

interface EmscriptenModule {
  HEAPU8: Uint8Array;
  _agentrender_allocate(size: number): number;
  _agentrender_free(place: number): void;
  _agentrender_render(request: number, size: number): number;
  _agentrender_release(response: number): void;
}

class EmscriptenEngine implements Engine {
  constructor(private readonly module: EmscriptenModule) {}

  call(request: Uint8Array): Uint8Array {
    const m = this.module;
    const place = m._agentrender_allocate(request.length);
    if (place === 0) throw new RangeError('the input does not fit into memory');
    m.HEAPU8.set(request, place);
    const response = m._agentrender_render(place, request.length);
    m._agentrender_free(place);
    const head = new DataView(m.HEAPU8.buffer, response, 8);
    const at = head.getUint32(0, true);
    const text = m.HEAPU8.slice(at, at + head.getUint32(4, true));
    m._agentrender_release(response);
    return text;
  }
}

type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** `base` is the address of the page; the module is on its way. */
export async function loadEngine(name: EngineName, base: string, module: Promise<WebAssembly.Module>): Promise<Engine> {
  if (name === 'wasi') return new Instance(await module);
  const [{ default: create }, compiled] = await Promise.all([import(/* @vite-ignore */ engineFile('agentrender.mjs', base)), module]);
  const instantiateWasm = (imports: WebAssembly.Imports, receive: Receive) => {
    void WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled));
    return {};
  };
  return new EmscriptenEngine(await create({ instantiateWasm }));
}
