// The documents of YAML output, with what was rendered and what was in the input already.

import type { RenderedObject, Result } from './api';

/** What the engine answers. */
export type Response = Omit<Result, 'lines' | 'milliseconds' | 'bytes'> & { lines?: number[] };

export const resultOf = (response: Response, milliseconds?: number): Result => ({
  ...response,
  objects: documentsOf(response.output ?? '', response.objects ?? []),
  rules: response.rules ?? [],
  lines: Int32Array.from(response.lines ?? []),
  bytes: new TextEncoder().encode(response.output ?? '').length,
  milliseconds,
});

/** `rendered` is what the engine names; the rest is read from the text. */
export function documentsOf(output: string, rendered: RenderedObject[]): RenderedObject[] {
  const found: RenderedObject[] = [];
  let next = 0;
  let line = 1;
  let begin = 0;
  const add = (lastLine: number, text: string): void => {
    if (text.trim() === '') return;
    const named = next < rendered.length && rendered[next].line <= lastLine ? rendered[next++] : null;
    found.push(named ? { ...named, line: begin } : { ...namesIn(text), line: begin });
  };
  const separators = /^---$\n?/gm;
  let from = 0;
  for (;;) {
    const match = separators.exec(output);
    const text = output.slice(from, match?.index ?? output.length);
    begin = line;
    line += count(text);
    add(match ? line : Infinity, text);
    if (!match) return found;
    line += 1;
    from = match.index + match[0].length;
  }
}

function count(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function namesIn(text: string): Omit<RenderedObject, 'line'> {
  const unquoted = (found: RegExpExecArray | null) => (found?.[1] ?? '').replace(/^(["'])(.*)\1$/, '$2');
  const metadata = /^metadata:\s*\n((?:[ #].*\n?|\n)*)/m.exec(text)?.[1] ?? '';
  const namespace = unquoted(/^ +namespace: *(.+)$/m.exec(metadata));
  return {
    kind: unquoted(/^kind: *(.+)$/m.exec(text)) || 'Document', name: unquoted(/^ +name: *(.+)$/m.exec(metadata)), agent: '',
    ...(namespace ? { namespace } : {}),
  };
}
