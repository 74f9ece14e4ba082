// Which part of an output line comes from which place of the input: what is written at the place, found in the line. The
// engine says which places a line depends on; here they are told apart within it.

import type { Place } from './links';

/** A stretch of an output line, in UTF-16 units from 0, and the input line that it is written on. */
export interface Part {
  from: number;
  to: number;
  place: Place;
}

interface Written {
  text: string;
  line: number; // of the input, from 1
}

const key = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"#[\]{},][^#]*?)\s*:(?=\s|$)/;
const flow = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s[\]{},:][^[\]{},]*/g;

// Of a block that opens a whole file no more is looked at.
const mostLines = 1000;

const indentOf = (line: string) => line.search(/\S|$/);
const unquoted = (text: string) => (text[0] === "'" ? text.slice(1, -1).replaceAll("''", "'") : text[0] === '"' ? text.slice(1, -1).replaceAll('\\"', '"') : text);

/** The scalars that stand at a place, and in the block that it opens: each line of a text, values, what is in brackets. */
export function writtenAt(lines: string[], { line, column }: Place): Written[] {
  const whole = lines[line - 1] ?? '';
  const start = [...whole].slice(0, column - 1).join('');
  const isItem = /- *$/.test(start);
  const found = scalarAt(lines, line, column);
  if (!isItem && whole.slice(start.length).replace(key, '').trim() !== '') return found;
  const width = start.length;
  let taken = Math.max(line, ...found.map((one) => one.line));
  for (let at = line; at < Math.min(lines.length, line + mostLines); at++) {
    const text = lines[at];
    if (text.trim() === '' || /^ *#/.test(text)) continue;
    const depth = indentOf(text);
    if (depth < width || (depth === width && !isItem && !/^ *- /.test(text))) break;
    if (at < taken) continue;
    const more = scalarAt(lines, at + 1, depth + 1);
    found.push(...more);
    taken = Math.max(at + 1, ...more.map((one) => one.line));
  }
  return found;
}

/** Of the line alone, and of the text that begins in it. */
function scalarAt(lines: string[], line: number, column: number): Written[] {
  const whole = lines[line - 1] ?? '';
  const before = [...whole].slice(0, column - 1).join('');
  const rest = whole.slice(before.length).trimStart().replace(/^(?:- +)+/, '');
  const value = rest.replace(key, '').trim().replace(/^[&!]\S+ +/, '');
  if (/^[|>][-+\d]*(?: +#.*)?$/.test(value)) return blockBelow(lines, line);
  const scalar = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(value)?.[0] ?? value.replace(inBrackets(before) ? / *[,\]}].*$/ : / +#.*$/, '');
  if (/^[[{]/.test(scalar)) return (scalar.match(flow) ?? []).map((text) => ({ text: unquoted(text.replace(key, '').trim()), line })).filter(({ text }) => text !== '');
  return scalar === '' ? [] : [{ text: unquoted(scalar), line }];
}

const inBrackets = (before: string) => (before.match(/[[{]/g)?.length ?? 0) > (before.match(/[\]}]/g)?.length ?? 0);

function blockBelow(lines: string[], line: number): Written[] {
  const least = indentOf(lines[line - 1].replace(/^( *)(?:- +)+/, (dashes) => ' '.repeat(dashes.length)));
  const found: Written[] = [];
  for (let at = line; at < lines.length && (lines[at].trim() === '' || indentOf(lines[at]) > Math.min(least, indentOf(lines[line - 1]))); at++) {
    if (lines[at].trim() !== '') found.push({ text: lines[at].trim(), line: at + 1 });
  }
  return found;
}

const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where `text` stands in `line`, as it is or as JSON and quotes have it; not as a part of a longer word. */
function* found(line: string, text: string): Generator<[from: number, to: number]> {
  for (const needle of new Set([text, JSON.stringify(text).slice(1, -1), text.replaceAll("'", "''")])) {
    for (let at = line.indexOf(needle); at >= 0; at = line.indexOf(needle, at + needle.length)) {
      const end = at + needle.length;
      const cut = (isWord(line[at - 1]) && isWord(needle[0])) || (isWord(needle.at(-1)) && isWord(line[end]));
      if (!cut) yield [at, end];
    }
  }
}

/** The parts of an output line that places of an input have written. */
export function partsOf(output: string, input: string[], place: Place): Part[] {
  const written = writtenAt(input, place);
  const parts: Part[] = [];
  for (const { text, line } of written) {
    for (const [from, to] of found(output, text)) parts.push({ from, to, place: { ...place, line, column: line === place.line ? place.column : indentOf(input[line - 1]) + 1 } });
  }
  return parts;
}

/** Of those that hold the column the longest: what is written there, not what happens to be a part of it. */
export const partAt = (parts: Part[], column: number): Part | null =>
  parts.filter((part) => part.from <= column && column <= part.to).sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null;
