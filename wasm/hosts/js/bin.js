#!/usr/bin/env -S node --no-warnings
// The command: the program that npm has installed for this platform, or where there is none the same program as a
// WebAssembly module, which has the files of the machine. The module cannot start processes, so the commands that do
// (doctor, pin, argocd) and lsp are not in it. node:wasi counts as experimental, hence --no-warnings.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const words = process.argv.slice(2);

/** The program of the platform's package, which packaging/npm/pack makes; undefined without one. */
function findProgram() {
  const name = process.platform === 'win32' ? 'agentrender.exe' : 'agentrender';
  try {
    return createRequire(import.meta.url).resolve(`@agentrender/${process.platform}-${process.arch}/bin/${name}`);
  } catch {
    return undefined;
  }
}

/** Runs it in our place: with our input and outputs, it gets the signals that we get, and we end as it does. */
function become(program) {
  const child = spawn(program, words, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', runModule); // it could not be started
  child.on('exit', (status, signal) => {
    if (signal === null) return void (process.exitCode = status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

async function runModule() {
  const { WASI } = await import('node:wasi');
  const root = path.parse(process.cwd()).root;
  const folder = `/${path.relative(root, process.cwd()).split(path.sep).join('/')}`;
  const wasi = new WASI({
    version: 'preview1',
    args: ['agentrender', ...words],
    env: { ...process.env, PWD: folder },
    preopens: { '/': root },
    returnOnExit: true,
  });
  const module = await WebAssembly.compile(readFileSync(new URL('./module/agentrender-files.wasm', import.meta.url)));
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
  process.exitCode = wasi.start(instance);
}

const program = findProgram();
if (program) become(program);
else await runModule();
