// The command line in the browser: the program as a WASI module, loaded when it is first needed. What it prints is what it
// prints elsewhere.

import type { Source } from './api';
import { engineFile } from './module';

export interface Run {
  module: string;
  args: string[];
  files: Source[];
}

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
  /** The files below rendered/. */
  written: Source[];
}

// A run that takes longer is given up.
const mostMilliseconds = 30_000;

let worker: Worker | null = null;
let before: Promise<unknown> = Promise.resolve();

/** Runs one command after the other. Rejects when the program cannot be loaded, or does not end. */
export function program(args: string[], files: Source[]): Promise<Ran> {
  const done = before.then(() => once(args, files));
  before = done.catch(() => undefined);
  return done;
}

function once(args: string[], files: Source[]): Promise<Ran> {
  worker ??= new Worker(new URL('./program.worker.ts', import.meta.url), { type: 'module' });
  const current = worker;
  return new Promise((resolve, reject) => {
    const end = (why: string) => {
      clearTimeout(watchdog);
      current.terminate();
      worker = null;
      reject(new Error(why));
    };
    const watchdog = setTimeout(() => end('it takes too long'), mostMilliseconds);
    current.onerror = (event) => end(event.message || 'its files did not load');
    current.onmessage = (event: MessageEvent<Ran | { failed: string }>) => {
      clearTimeout(watchdog);
      if ('failed' in event.data) end(event.data.failed);
      else resolve(event.data);
    };
    current.postMessage({ module: engineFile('agentrender-files.wasm', new URL('./', location.href).href), args, files } satisfies Run);
  });
}
