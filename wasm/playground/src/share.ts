// A whole playground in the fragment of its address, which browsers do not send to any server.

import type { Settings, Source } from './api';

export interface Shared {
  files: Source[];
  settings: Settings;
}

// What a link may unpack to: a small one can hold a great deal.
const mostBytes = 8 << 20;
const mostFiles = 100;

class TooLarge extends Error {}

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
      throw new TooLarge('what it holds is larger than 8 MiB');
    }
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** Throws an Error when no page would open the link. */
export async function pack(shared: Shared): Promise<string> {
  const plain = new TextEncoder().encode(JSON.stringify(shared));
  if (plain.length > mostBytes) throw new TooLarge('the files are larger than 8 MiB');
  if (shared.files.length > mostFiles) throw new TooLarge(`there are more than ${mostFiles} files`);
  const bytes = await through(plain, new CompressionStream('deflate-raw'));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function unpacked(text: string): Promise<Partial<Shared> | null> {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'))));
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    throw new Error('it is damaged; perhaps a part of it is missing');
  }
}

/** Throws an Error that says what is wrong with the link. */
export async function unpack(text: string): Promise<Shared> {
  const shared = await unpacked(text);
  const files = shared?.files;
  if (!Array.isArray(files) || files.length === 0) throw new Error('it holds no files');
  if (files.length > mostFiles) throw new Error(`it holds more than ${mostFiles} files`);
  if (!files.every((file) => typeof file?.name === 'string' && file.name !== '' && typeof file?.text === 'string')) throw new Error('it holds no files');
  return {
    files: files.map(({ name, text }) => ({ name, text })),
    settings: {
      namespace: String(shared?.settings?.namespace ?? ''),
      controller: String(shared?.settings?.controller ?? ''),
      keepGoing: shared?.settings?.keepGoing === true,
    },
  };
}
