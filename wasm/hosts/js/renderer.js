// The renderer without its surroundings: what differs between Node and browsers is handed in as a `platform`.
//
//   platform.module       the address of the package's module
//   platform.read(url)    its bytes
//   platform.worker(url?) a started worker that runs serveCalls(): the package's own, or the one at `url`
// index.js is for Node, Deno and Bun, browser.js for browsers and bundlers; index.d.ts describes what they export.

import { Instance, withMemoryLimit } from './instance.js';

const defaultMemoryLimit = 256 * 2 ** 20;
const largestKept = 32 * 2 ** 20;

/** The request itself was wrong. */
export class RequestError extends Error {
  constructor(problems) {
    super(`agentrender: ${problems.map(refusalText).join('; ')}`);
    this.name = 'RequestError';
    this.problems = problems;
  }
}

const limitsElsewhere = {
  severity: 'error',
  code: 'AR0301',
  message: 'unknown field',
  field: 'options.limits',
  hint: 'memory is limited by memoryLimit of load(), and time by timeout of a WorkerRenderer\'s call',
};

/** The module failed; the renderer goes on with a new instance. */
export class RenderError extends Error {
  constructor(message, options) {
    super(`agentrender: ${message}`, options);
    this.name = new.target.name;
  }
}

/** The input needs more memory than `memoryLimit`. */
export class MemoryLimitError extends RenderError {}

/** The time limit of a call has passed. */
export class TimeLimitError extends RenderError {}

/** A name of the caller's, or a key of the input's, with what a terminal or the log of CI could obey escaped. */
function shown(text) {
  const escaped = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
  return escaped.replaceAll('##', '#\\x23');
}

/** One line: file:line:column: severity: field: message (hint). */
export function problemText(problem) {
  const place = problem.file ? `${shown(problem.file)}:${problem.line}:${problem.column}: ` : '';
  const field = problem.field ? `${shown(problem.field)}: ` : '';
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return `${place}${problem.severity}: ${field}${problem.message}${hint}`;
}

// What is wrong with a call, by the path of it: who calls has not written the line of the request that it is in.
function refusalText({ file, ...problem }) {
  return problem.field ? problemText(problem).replace(`${problem.severity}: `, '') : problemText({ file, ...problem });
}

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
    // The module would point to a place beside the options, which is not the caller's to write.
    if (options && 'limits' in options) throw new RequestError([limitsElsewhere]);
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
  const bytes = withMemoryLimit(await moduleBytes(platform, module), memoryLimit);
  return new Renderer(await WebAssembly.compile(bytes), memoryLimit);
}

// What can be the module: its bytes, a response of fetch(), or its address.
async function moduleBytes(platform, module) {
  const source = await module;
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Response !== 'undefined' && source instanceof Response) return responseBytes(source);
  return platform.read(new URL(source, platform.base));
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
  #starting = null; // a promise of the worker, until it is there
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
    const worker = (this.#worker ??= await this.#started());
    const call = this.#calls.get(id);
    if (!call) return; // given up while the worker started
    worker.ref?.();
    worker.postMessage(call.message);
  }

  async #started() {
    this.#starting ??= this.#begin().finally(() => (this.#starting = null));
    return this.#starting;
  }

  async #begin() {
    const worker = await this.#start();
    const fail = (error) => this.#fail(worker, new RenderError(`the worker failed: ${error.message ?? 'it could not be loaded'}`));
    if (worker.on) {
      worker.on('message', (message) => this.#settle(message)).on('error', fail);
    } else {
      worker.onmessage = (event) => this.#settle(event.data);
      worker.onerror = fail;
    }
    worker.postMessage({ load: this.#options });
    return worker;
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
  }
}

const longestTimeout = 2 ** 31 - 1; // of setTimeout

function checkTimeout(timeout) {
  if (timeout === undefined || (typeof timeout === 'number' && timeout > 0 && timeout <= longestTimeout)) return;
  throw new RangeError(`agentrender: timeout must be a positive number of milliseconds, not ${timeout}`);
}

const errorClasses = { MemoryLimitError, RenderError };

function revive({ name, message, problems }) {
  if (problems) return new RequestError(problems);
  return new (errorClasses[name] ?? RenderError)(message.replace(/^agentrender: /, ''));
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
