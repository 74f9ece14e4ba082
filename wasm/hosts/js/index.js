// agentrender in JavaScript; index.d.ts describes what is exported here.

import { Instance, withMemoryLimit } from './instance.js';

const defaultMemoryLimit = 256 * 2 ** 20;
const largestKept = 32 * 2 ** 20;

/** The request itself was wrong. */
export class RequestError extends Error {
  constructor(problems) {
    super(`agentrender: ${problems.map(problemText).join('; ')}`);
    this.name = 'RequestError';
    this.problems = problems;
  }
}

/** The module failed; the renderer goes on with a new instance. */
export class RenderError extends Error {
  constructor(message, options) {
    super(`agentrender: ${message}`, options);
    this.name = 'RenderError';
  }
}

/** One line: file:line:column: severity: field: message (hint). */
export function problemText(problem) {
  const place = problem.file ? `${problem.file}:${problem.line}:${problem.column}: ` : '';
  const field = problem.field ? `${problem.field}: ` : '';
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return `${place}${problem.severity}: ${field}${problem.message}${hint}`;
}

class Renderer {
  #module;
  #instance = null;

  constructor(module) {
    this.#module = module;
    this.#instance = new Instance(module);
  }

  get memoryBytes() {
    return this.#instance?.memoryBytes ?? 0;
  }

  render(sources, options = {}) {
    const list = Array.isArray(sources) ? sources : [sources];
    const request = new TextEncoder().encode(JSON.stringify({ sources: list, options }));
    const response = JSON.parse(new TextDecoder().decode(this.#call(request)));
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
      const said = instance.said && `; it said: ${instance.said}`;
      throw new RenderError(`${cause.message} (${instance.memoryBytes >> 10} KiB of memory were in use)${said}`, { cause });
    }
  }
}

/** Loads the module and returns a renderer. */
export async function load(options = {}) {
  const limit = options.memoryLimit ?? defaultMemoryLimit;
  const bytes = await moduleBytes(options.module ?? new URL('./module/agentrender-reactor.wasm', import.meta.url));
  return new Renderer(await WebAssembly.compile(withMemoryLimit(bytes, limit)));
}

// What can be the module: its bytes, a response of fetch(), or where it is.
async function moduleBytes(module) {
  const source = await module;
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Response !== 'undefined' && source instanceof Response) return new Uint8Array(await source.arrayBuffer());
  const url = new URL(source, import.meta.url);
  if (url.protocol === 'file:') {
    // Node's fetch() reads no files, and Deno and Bun have node:fs too.
    const { readFile } = await import('node:fs/promises');
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`agentrender: ${url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A renderer in a worker of its own: rendering does not block, and a deadline really stops it. */
export class WorkerRenderer {
  #options;
  #worker = null;
  #calls = new Map();
  #next = 1;

  constructor(options = {}) {
    this.#options = options;
  }

  async render(sources, options = {}, { signal, timeout } = {}) {
    signal?.throwIfAborted();
    const worker = await (this.#worker ??= this.#start());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const stop = (reason) => this.#stop(worker, reason);
      const aborted = () => stop(signal.reason);
      const timer = timeout && setTimeout(() => stop(new RenderError(`stopped after ${timeout} ms`)), timeout);
      const settle = (finish) => (value) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#calls.delete(id);
        if (this.#calls.size === 0) worker.unref?.(); // an idle worker keeps no program alive
        finish(value);
      };
      signal?.addEventListener('abort', aborted);
      this.#calls.set(id, { resolve: settle(resolve), reject: settle(reject) });
      worker.ref?.();
      worker.postMessage({ id, sources, options });
    });
  }

  /** Ends the worker; calls that are under way fail. The next call starts another. */
  async close() {
    if (this.#worker) this.#stop(await this.#worker, new RenderError('closed'));
  }

  async #start() {
    const url = new URL('./worker.js', import.meta.url);
    // Node's own class when there is no Worker as browsers and Deno have it.
    const worker = typeof Worker === 'undefined'
      ? new (await import('node:worker_threads')).Worker(url)
      : new Worker(url, { type: 'module' });
    const receive = (message) => this.#settle(message);
    const fail = (error) => this.#stop(worker, new RenderError(`the worker failed: ${error.message}`));
    if (worker.on) {
      worker.on('message', receive).on('error', fail);
    } else {
      worker.onmessage = (event) => receive(event.data);
      worker.onerror = fail;
    }
    worker.postMessage({ load: this.#options });
    return worker;
  }

  #settle({ id, result, error }) {
    const call = this.#calls.get(id);
    if (!call) return;
    if (!error) return call.resolve(result);
    call.reject(error.problems ? new RequestError(error.problems) : new RenderError(error.message.replace(/^agentrender: /, '')));
  }

  #stop(worker, reason) {
    this.#worker = null;
    worker.terminate();
    for (const call of [...this.#calls.values()]) call.reject(reason);
  }
}
