// A whole playground in the fragment of its address, which browsers do not send to any server.

import type { Settings, Source } from './api';

export interface Shared {
  files: Source[];
  settings: Settings;
}

// What a link may unpack to: a small one can hold a great deal.
const mostBytes = 8 << 20;

async function through(bytes: Uint8Array, stream: GenericTransformStream): Promise<Uint8Array> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    if ((size += value.length) > mostBytes) {
      await reader.cancel();
      throw new Error('it is too large');
    }
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

export async function pack(shared: Shared): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws an Error that says what is wrong with the link. */
export async function unpack(text: string): Promise<Shared> {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    bytes = await through(bytes, new DecompressionStream('deflate-raw'));
  } catch (error) {
    throw new Error(error instanceof Error && error.message === 'it is too large' ? error.message : 'it is damaged');
  }
  const shared = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Shared>;
  const files = shared.files;
  const good = Array.isArray(files) && files.length > 0 && files.length <= 100 &&
    files.every((file) => typeof file?.name === 'string' && file.name !== '' && typeof file?.text === 'string');
  if (!good) throw new Error('it holds no files');
  return {
    files: files.map(({ name, text }) => ({ name, text })),
    settings: {
      namespace: String(shared.settings?.namespace ?? ''),
      controller: String(shared.settings?.controller ?? ''),
      keepGoing: shared.settings?.keepGoing === true,
    },
  };
}
