// The part of WASI preview 1 that the module can ask for: writing a last message before it aborts. It has no files, no
// clock and no environment. (Node's own node:wasi is not used: it is not in browsers, and crashes now and then.)

const ok = 0;
const badDescriptor = 8;
const notSupported = 58;

/** A process that ended itself. */
export class Exit extends Error {
  constructor(code) {
    super(`the module ended with status ${code}`);
    this.code = code;
  }
}

/** Imports for one instance; `memory()` gives its memory. What it writes to stdout or stderr goes to `write(bytes)`. */
export function makeWasi(memory, write) {
  const view = () => new DataView(memory().buffer);

  function fdWrite(descriptor, vectors, count, written) {
    if (descriptor !== 1 && descriptor !== 2) return badDescriptor;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const address = view().getUint32(vectors + 8 * i, true);
      const size = view().getUint32(vectors + 8 * i + 4, true);
      write(new Uint8Array(memory().buffer, address, size).slice());
      total += size;
    }
    view().setUint32(written, total, true);
    return ok;
  }

  const known = {
    fd_write: fdWrite,
    fd_close: () => badDescriptor,
    fd_seek: () => notSupported,
    proc_exit: (code) => {
      throw new Exit(code);
    },
  };
  // A module may name more calls than it ever makes.
  return new Proxy(known, { get: (calls, name) => calls[name] ?? (() => notSupported) });
}

/** The import object for `module`. */
export function importsFor(module, memory, write) {
  const wasi = makeWasi(memory, write);
  const imports = {};
  for (const { module: space, name } of WebAssembly.Module.imports(module)) {
    (imports[space] ??= {})[name] = wasi[name];
  }
  return imports;
}
