// What the address says is shown: an example, a draft of this browser, or, with all files in it, a shared link.

export type Place =
  | { kind: 'nothing' }
  | { kind: 'example'; id: string }
  | { kind: 'draft'; id: string }
  | { kind: 'link'; packed: string };

export function placeOf(hash: string): Place {
  const text = hash.replace(/^#/, '');
  if (text === '') return { kind: 'nothing' };
  const [, kind, id] = /^(example|draft)=(.+)$/.exec(text) ?? [];
  if (kind === 'example' || kind === 'draft') return { kind, id: decodeSafely(id) };
  return { kind: 'link', packed: text };
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hashOf(place: Place): string {
  if (place.kind === 'nothing') return '';
  return place.kind === 'link' ? `#${place.packed}` : `#${place.kind}=${encodeURIComponent(place.id)}`;
}
