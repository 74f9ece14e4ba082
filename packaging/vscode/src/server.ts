// The language server where there is no program for the platform: its WebAssembly module, as a program that speaks on
// stdin and stdout. The module waits for what it reads, so it has a thread of its own; this one hears stdin for it.
//
//   node server.js
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessagePort, Worker, isMainThread, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Exit, type Stdin, makeWasi } from "./wasi";

// What Node has of it, and its types leave out.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: { memory: { buffer: ArrayBuffer }; _start(): void };
  }
}

const MODULE = "agentrender-lsp.wasm";

interface Given {
  port: MessagePort; // chunks of stdin, and null at its end
  heard: Int32Array; // how many
}

class Heard implements Stdin {
  private seen = 0;
  private left = new Uint8Array();
  private ended = false;

  constructor(private readonly given: Given) {}

  wait(milliseconds: number): boolean {
    if (this.left.length > 0 || this.ended) return true;
    Atomics.wait(this.given.heard, 0, this.seen, milliseconds);
    const message = receiveMessageOnPort(this.given.port);
    if (!message) return false;
    ++this.seen;
    this.ended = message.message === null;
    this.left = message.message ?? this.left;
    return true;
  }

  read(most: number): Uint8Array {
    while (!this.wait(Infinity));
    const first = this.left.subarray(0, most);
    this.left = this.left.subarray(first.length);
    return first;
  }
}

function listen(): void {
  const { port1, port2 } = new MessageChannel();
  const heard = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(__filename, { workerData: { port: port2, heard }, transferList: [port2 as any] });
  const tell = (chunk: Uint8Array | null) => {
    port1.postMessage(chunk);
    Atomics.add(heard, 0, 1);
    Atomics.notify(heard, 0);
  };
  process.stdin.on("data", tell);
  process.stdin.on("end", () => tell(null));
  process.stdin.on("error", () => tell(null));
  worker.on("error", (error) => {
    console.error(error);
    process.exit(1);
  });
  worker.on("exit", (status) => process.exit(status));
  // An editor that is gone without closing stdin, as some leave it when they crash. The first message names it.
  let editor = process.ppid;
  process.stdin.once("data", (chunk: Buffer) => {
    const named = /"processId"\s*:\s*(\d+)/.exec(chunk.toString("latin1"));
    if (named) editor = Number(named[1]);
  });
  const LOOK_FOR_EDITOR = 3000;
  setInterval(() => {
    try {
      process.kill(editor, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") process.exit(1);
    }
  }, LOOK_FOR_EDITOR).unref();
}

function serve(given: Given): void {
  const module = new WebAssembly.Module(readFileSync(join(__dirname, MODULE)));
  const memory = () => instance.exports.memory.buffer;
  const instance: WebAssembly.Instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: makeWasi(memory, new Heard(given)) });
  try {
    instance.exports._start();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    process.exit(error.code);
  }
}

if (isMainThread) listen();
else serve(workerData as Given);
