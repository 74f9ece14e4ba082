// One instance of the module: bytes in, bytes out. The functions are those of agentrender.h.

import { MemoryLimitError, RenderError } from './errors.js';
import { importsFor } from './wasi.js';

/** The AGENTRENDER_ABI that this package was written for. */
export const abi = 1;

const exported = ['memory', '_initialize', 'agentrender_abi', 'agentrender_allocate', 'agentrender_free',
  'agentrender_render', 'agentrender_release'];

export class Instance {
  #exports;
  #said = '';

  constructor(module) {
    const imports = importsFor(module, () => this.#exports.memory, (bytes) => {
      this.#said = (this.#said + new TextDecoder().decode(bytes)).slice(-1000);
    });
    this.#exports = new WebAssembly.Instance(module, imports).exports;
    for (const name of exported) {
      if (!(name in this.#exports)) throw new RenderError(`the module exports no ${name}, so it is not agentrender-reactor.wasm`);
    }
    this.#exports._initialize();
    const version = this.#exports.agentrender_abi();
    if (version !== abi) throw new RenderError(`the module has ABI version ${version}, this package is for ${abi}`);
  }

  /** What the module says of itself; one of an earlier release says nothing. */
  about() {
    const { agentrender_about: tell, memory } = this.#exports;
    if (!tell) return { version: '', controller: '', controllers: [] };
    const bytes = new Uint8Array(memory.buffer, tell() >>> 0);
    return JSON.parse(new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0))));
  }

  /** The size of the instance's memory in bytes. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** What the module wrote before it failed. */
  get said() {
    return this.#said.trim();
  }

  /** Gives a request (Uint8Array) to the module and returns the response. After it has thrown, the instance is dead. */
  call(request) {
    const m = this.#exports;
    const place = m.agentrender_allocate(request.length) >>> 0;
    if (place === 0) throw new RangeError(`no room for a request of ${request.length} bytes`);
    new Uint8Array(m.memory.buffer, place, request.length).set(request);
    const response = m.agentrender_render(place, request.length) >>> 0;
    m.agentrender_free(place);
    const head = new DataView(m.memory.buffer, response, 8);
    const text = new Uint8Array(m.memory.buffer, head.getUint32(0, true), head.getUint32(4, true)).slice();
    m.agentrender_release(response);
    return text;
  }
}

/** `module` with at most `bytes` of memory: a module that declares a smaller maximum. */
export function withMemoryLimit(module, bytes) {
  const pages = Math.min(Math.ceil(bytes / 65536), 65536);
  let at = 8;
  while (at < module.length) {
    const section = at;
    const id = module[at++];
    const [size, body] = readNumber(module, at);
    at = body + size;
    if (id !== 5) continue;
    const [, limits] = readNumber(module, body); // after the number of memories, which is 1
    const [minimum] = readNumber(module, limits + 1);
    if (minimum > pages) {
      throw new MemoryLimitError(`the module needs at least ${minimum * 64} KiB to start, and memoryLimit allows ${pages * 64} KiB`);
    }
    const memory = [1, 1, ...number(minimum), ...number(pages)];
    return new Uint8Array([...module.subarray(0, section), 5, ...number(memory.length), ...memory, ...module.subarray(at)]);
  }
  throw new RenderError('the module has no memory, so it is not agentrender-reactor.wasm');
}

// LEB128, unsigned.
function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    if (at >= bytes.length) throw new RenderError('the module is cut short');
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function number(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}
