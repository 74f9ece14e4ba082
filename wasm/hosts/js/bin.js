#!/usr/bin/env -S node --no-warnings
// The command: the program as a WebAssembly module, which has the files of the machine. It cannot start processes, so
// the commands that do (doctor, pin, argocd) and lsp are not in it. node:wasi counts as experimental, hence --no-warnings.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WASI } from 'node:wasi';

const root = path.parse(process.cwd()).root;
const folder = `/${path.relative(root, process.cwd()).split(path.sep).join('/')}`;
const wasi = new WASI({
  version: 'preview1',
  args: ['agentrender', ...process.argv.slice(2)],
  env: { ...process.env, PWD: folder },
  preopens: { '/': root },
  returnOnExit: true,
});
const module = await WebAssembly.compile(readFileSync(new URL('./module/agentrender-files.wasm', import.meta.url)));
const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
process.exitCode = wasi.start(instance);
