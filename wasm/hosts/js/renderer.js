// The renderer without its surroundings: what differs between Node and browsers is handed in as a `platform`.
//
//   platform.module       the address of the package's module
//   platform.read(url)    its bytes
//   platform.worker(url?) a started worker that runs serveCalls(): the package's own, or the one at `url`
// index.js is for Node, Deno and Bun, browser.js for browsers and bundlers; index.d.ts describes what they export.

import { MemoryLimitError, RenderError, RequestError, revive, TimeLimitError } from './errors.js';
import { Instance, withMemoryLimit } from './instance.js';
import { checkedSources, requestBytes } from './request.js';

const defaultMemoryLimit = 256 * 2 ** 20;
const largestKept = 32 * 2 ** 20;

class Renderer {
  #module;
  #limit;
  #instance = null;
  #about;

  constructor(module, limit) {
    this.#module = module;
    this.#limit = limit;
    this.#instance = new Instance(module);
    this.#about = this.#instance.about();
  }

  get about() {
    return this.#about;
  }

  get memoryBytes() {
    return this.#instance?.memoryBytes ?? 0;
  }

  render(sources, options = {}) {
    const response = JSON.parse(new TextDecoder().decode(this.#call(requestBytes(sources, options))));
    const { accepted, abi, ...result } = response;
    if (!accepted) throw new RequestError(result.problems);
    return result;
  }

  #call(request) {
    this.#instance ??= new Instance(this.#module);
    const instance = this.#instance;
    try {
      const response = instance.call(request);
      // The memory of an instance never shrinks.
      if (instance.memoryBytes > largestKept) this.#instance = null;
      return response;
    } catch (cause) {
      this.#instance = null;
      throw this.#explain(instance, cause);
    }
  }

  // The module asks for memory in large steps, so the request that was refused does not show in what is in use.
  #explain(instance, cause) {
    const used = `${instance.memoryBytes >> 10} KiB were in use`;
    if (cause instanceof RangeError || instance.memoryBytes > this.#limit / 4) {
      return new MemoryLimitError(`the input needs more memory than memoryLimit, ${this.#limit >> 10} KiB (${used})`, { cause });
    }
    const said = instance.said && `; it said: ${instance.said}`;
    return new RenderError(`${cause.message} (${used})${said}`, { cause });
  }
}

/** Loads the module and returns a renderer. */
export async function load(platform, { module = platform.module, memoryLimit = defaultMemoryLimit } = {}) {
  if (!Number.isSafeInteger(memoryLimit) || memoryLimit < 1) {
    throw new RangeError(`agentrender: memoryLimit must be a positive whole number of bytes, not ${memoryLimit}`);
  }
  const bytes = await moduleBytes(platform, module);
  try {
    return new Renderer(await WebAssembly.compile(withMemoryLimit(bytes, memoryLimit)), memoryLimit);
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    throw new RenderError(`the module cannot be used: ${cause.message}`, { cause });
  }
}

const magic = [0, 97, 115, 109]; // \0asm

// What can be the module: its bytes, a response of fetch(), or its address.
async function moduleBytes(platform, module) {
  let name = 'the module';
  let bytes;
  try {
    const source = await module;
    if (source instanceof Uint8Array) bytes = source;
    else if (source instanceof ArrayBuffer) bytes = new Uint8Array(source);
    else {
      const response = typeof Response !== 'undefined' && source instanceof Response;
      const address = response ? source.url : addressOf(platform, source);
      name = address || name;
      bytes = await (response ? responseBytes(source) : platform.read(new URL(address)));
    }
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    throw new RenderError(`${name} cannot be loaded: ${cause.message}`, { cause });
  }
  if (magic.every((byte, i) => bytes[i] === byte)) return bytes;
  const begin = JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 20)));
  throw new RenderError(`${name} is not WebAssembly: it has ${bytes.length} bytes and begins with ${begin}`);
}

// An address stands on the page, or in the module, that asks: a worker would take it to be beside its own.
function addressOf(platform, address) {
  try {
    return new URL(address, platform.base).href;
  } catch (cause) {
    throw new RenderError(`module: ${JSON.stringify(String(address))} cannot be loaded: it is no address`, { cause });
  }
}

/** The bytes of a response. */
export async function responseBytes(response) {
  if (!response.ok) throw new RenderError(`${response.url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A renderer in a worker of its own: rendering does not block, and a time limit really stops it. */
export class WorkerRenderer {
  #platform;
  #options;
  #start;
  #worker = null;
  #starting = null; // a promise of the worker, until it is there; of null when it was ended before
  #calls = new Map(); // in the order in which they came
  #next = 1;

  constructor(platform, { worker, ...options } = {}) {
    this.#platform = platform;
    this.#options = options;
    this.#start = typeof worker === 'function' ? worker : () => platform.worker(worker);
  }

  async render(sources, options = {}, { signal, timeout } = {}) {
    signal?.throwIfAborted();
    checkTimeout(timeout);
    checkedSources(sources, options); // here, for not all of it can be sent
    return this.#call({ sources, options }, { signal, timeout });
  }

  async about() {
    return this.#call({ about: true });
  }

  #call(call, { signal, timeout } = {}) {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      const aborted = () => this.#abandon(id, signal.reason);
      const timer = timeout !== undefined &&
        setTimeout(() => this.#abandon(id, new TimeLimitError(`stopped after ${timeout} ms`)), timeout);
      const settle = (finish) => (value) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#calls.delete(id);
        if (this.#calls.size === 0) this.#worker?.unref?.(); // an idle worker keeps no program alive
        finish(value);
      };
      signal?.addEventListener('abort', aborted);
      this.#calls.set(id, { message: { id, ...call }, resolve: settle(resolve), reject: settle(reject) });
      this.#post(id).catch((error) => this.#calls.get(id)?.reject(error));
    });
  }

  /** Ends the worker; calls that are under way fail. The next call starts another. */
  async close() {
    const calls = [...this.#calls.values()];
    this.#end();
    for (const call of calls) call.reject(new RenderError('closed'));
  }

  async #post(id) {
    const worker = this.#worker ?? (await this.#started());
    const call = this.#calls.get(id);
    if (!call || !worker) return; // given up while the worker started, or on its way to another
    worker.ref?.();
    worker.postMessage(call.message);
  }

  #started() {
    if (this.#starting) return this.#starting;
    const starting = this.#begin(() => this.#starting === starting).finally(() => {
      if (this.#starting === starting) this.#starting = null;
    });
    return (this.#starting = starting);
  }

  async #begin(wanted) {
    const options = await this.#sent();
    const worker = await this.#start();
    if (!wanted()) {
      worker.terminate(); // nobody else knows it, and it would keep the program alive
      return null;
    }
    const fail = (error) => this.#fail(worker, new RenderError(`the worker failed: ${error.message ?? 'it could not be loaded'}`));
    if (worker.on) {
      worker.on('message', (message) => this.#settle(message)).on('error', fail);
    } else {
      worker.onmessage = (event) => this.#settle(event.data);
      worker.onerror = fail;
    }
    worker.postMessage({ load: options });
    return (this.#worker = worker);
  }

  // The options as a worker can take them: bytes, or an address that means the same there.
  async #sent() {
    const { module, ...options } = this.#options;
    if (module === undefined || module instanceof Uint8Array || module instanceof ArrayBuffer) return this.#options;
    const address = typeof module === 'string' || module instanceof URL;
    return { ...options, module: address ? addressOf(this.#platform, module) : await moduleBytes(this.#platform, module) };
  }

  #settle({ id, result, error }) {
    const call = this.#calls.get(id);
    if (!call) return;
    if (!error) return call.resolve(result);
    call.reject(revive(error));
  }

  // Gives one call up. The worker has to be ended for it; the calls beside it go to the next one.
  #abandon(id, reason) {
    this.#calls.get(id).reject(reason);
    this.#end();
    for (const [other, call] of this.#calls) this.#post(other).catch(call.reject);
  }

  #fail(worker, reason) {
    if (worker !== this.#worker) return;
    const calls = [...this.#calls.values()];
    this.#end();
    for (const call of calls) call.reject(reason);
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#starting = null; // what is starting ends itself
  }
}

const longestTimeout = 2 ** 31 - 1; // of setTimeout

function checkTimeout(timeout) {
  if (timeout === undefined || (typeof timeout === 'number' && timeout > 0 && timeout <= longestTimeout)) return;
  throw new RangeError(`agentrender: timeout must be a positive number of milliseconds, not ${timeout}`);
}

/** The inside of a worker: takes {load} once, then {id, sources, options} or {id, about}, and answers {id, result} or {id, error}. */
export function serveCalls(platform, post) {
  let renderer;
  return async (message) => {
    if (message.load) {
      renderer = load(platform, message.load);
      renderer.catch(() => {}); // every call reports it
      return;
    }
    const { id, about, sources, options } = message;
    try {
      const made = await renderer;
      post({ id, result: about ? made.about : made.render(sources, options) });
    } catch ({ name, message: text, problems }) {
      post({ id, error: { name, message: text, problems } });
    }
  };
}
