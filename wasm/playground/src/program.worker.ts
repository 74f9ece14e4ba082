// The program itself, in a worker: agentrender-files.wasm with files in memory. Each run is a new instance.

import { ConsoleStdout, Directory, File, OpenFile, PreopenDirectory, WASI, type Inode } from '@bjorn3/browser_wasi_shim';
import { fetchModule } from './module';
import type { Run, Ran } from './program';

let module: Promise<WebAssembly.Module> | null = null;

function folderOf(files: Run['files']): Map<string, Inode> {
  const root = new Map<string, Inode>();
  for (const { name, text } of files) {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    const file = parts.pop() ?? 'file';
    let folder = root;
    for (const part of parts) {
      let below = folder.get(part);
      if (!(below instanceof Directory)) folder.set(part, (below = new Directory(new Map())));
      folder = (below as Directory).contents;
    }
    folder.set(file, new File(new TextEncoder().encode(text.toWellFormed())));
  }
  return root;
}

function run({ args, files }: Run, program: WebAssembly.Module): Ran {
  const texts = ['', ''];
  const stream = (index: number) => {
    const decoder = new TextDecoder();
    return new ConsoleStdout((bytes: Uint8Array) => (texts[index] += decoder.decode(bytes, { stream: true })));
  };
  const root = folderOf(files);
  const wasi = new WASI(['agentrender', ...args], ['PWD=/'], [new OpenFile(new File([])), stream(0), stream(1), new PreopenDirectory('/', root)], { debug: false });
  const instance = new WebAssembly.Instance(program, { wasi_snapshot_preview1: wasi.wasiImport });
  const status = wasi.start(instance as Parameters<WASI['start']>[0]);
  const made = root.get('rendered');
  const written = made instanceof Directory ? [...made.contents].filter(([, file]) => file instanceof File)
    .map(([name, file]) => ({ name, text: new TextDecoder().decode((file as File).data) })) : [];
  return { status, stdout: texts[0], stderr: texts[1], written };
}

self.onmessage = async (event: MessageEvent<Run>) => {
  try {
    module ??= fetchModule(event.data.module);
    self.postMessage(run(event.data, await module));
  } catch (error) {
    module = null;
    self.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
};
