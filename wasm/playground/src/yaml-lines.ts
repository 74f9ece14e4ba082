// The line of a field in one document as the engine writes it: block style, two spaces, items at the indent of their key.

/** `lines` are those of the document; the answer counts from 0. What is not found leads to what it would be in. */
export function lineOf(lines: string[], path: (string | number)[]): number {
  let from = 0;
  let to = lines.length;
  let indent = 0;
  let found = 0;
  for (const step of path) {
    const starts = typeof step === 'number' ? items(lines, from, to, indent) : keys(lines, from, to, indent, step);
    const at = starts[typeof step === 'number' ? step : 0];
    if (at === undefined) return found;
    found = at;
    to = endOf(lines, at, to, indent, typeof step === 'number');
    const next = lines[at + 1] ?? '';
    if (typeof step === 'number') {
      from = at;
      indent += 2;
    } else {
      from = at + 1;
      indent = next.startsWith(`${' '.repeat(indent)}- `) ? indent : indent + 2;
    }
  }
  return found;
}

function items(lines: string[], from: number, to: number, indent: number): number[] {
  const begin = `${' '.repeat(indent)}- `;
  return range(from, to).filter((line) => lines[line].startsWith(begin));
}

/** A key stands at its indent, or behind the dash of the item that it is the first of. */
function keys(lines: string[], from: number, to: number, indent: number, key: string): number[] {
  return range(from, to).filter((line) => {
    const text = line === from ? lines[line].replace(/^( *)- /, '$1  ') : lines[line];
    return text.startsWith(`${' '.repeat(indent)}${key}:`);
  });
}

function endOf(lines: string[], at: number, to: number, indent: number, item: boolean): number {
  for (let line = at + 1; line < to; line++) {
    const text = lines[line];
    const depth = text.search(/\S/);
    if (depth < 0) continue;
    if (depth < indent || (depth === indent && (item || !text.slice(indent).startsWith('- ')))) return line;
  }
  return to;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
