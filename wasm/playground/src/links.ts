// Output line <-> input line, from the numbers of a response (wasm/agentrender.h).

const width = 5;

export interface Origin {
  line: number;
  column: number;
  source: number;
  rule: number;
}

/** A field of the input that an output line depends on. */
export interface Place {
  line: number;
  column: number;
  source: number;
}

export class Links {
  private byInput: Map<string, number[]> | null = null;
  private effects: Int32Array = new Int32Array();

  constructor(private readonly numbers: Int32Array) {}

  /** The origin of an output line; of the line that a block of text begins in for the lines of the text. */
  originOf(line: number): Origin | null {
    const at = this.entryOf(line);
    if (at < 0) return null;
    const [, inLine, column, source, rule] = this.numbers.subarray(at * width, (at + 1) * width);
    return { line: inLine, column, source, rule };
  }

  /** The last entry that begins in this line or above it; -1: none. */
  private entryOf(line: number): number {
    let low = 0;
    let high = this.numbers.length / width;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.numbers[middle * width] <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** First and last line of what begins in the line that `line` belongs to: more than one for a text. */
  textOf(line: number, lines: number): [first: number, last: number] {
    const at = this.entryOf(line);
    if (at < 0) return [line, line];
    const next = (at + 1) * width;
    return [this.numbers[at * width], next < this.numbers.length ? this.numbers[next] - 1 : lines];
  }

  hasOrigin(source: number, line: number): boolean {
    return this.inputs().has(`${source}:${line}`);
  }

  /** The output lines that come from an input line. */
  outputOf(source: number, line: number): number[] {
    return this.inputs().get(`${source}:${line}`) ?? [];
  }

  /** The line itself, or, when nothing comes from it, the one that it is part of. `indentOf` gives null for blank lines. */
  ownerOf(source: number, line: number, indentOf: (line: number) => number | null): number {
    const indent = indentOf(line);
    if (this.hasOrigin(source, line) || this.changedBy(source, line).length > 0 || indent === null) return line;
    for (let above = line - 1; above >= 1; above--) {
      const other = indentOf(above);
      if (other !== null && other < indent) return above;
    }
    return line;
  }

  /** Five numbers each: line, column and source of a field, first and last line of output that it changes. */
  addEffects(effects: Int32Array): void {
    this.effects = effects;
  }

  private *each(): Generator<[line: number, column: number, source: number, first: number, last: number]> {
    for (let at = 0; at < this.effects.length; at += width) yield [...this.effects.subarray(at, at + width)] as [number, number, number, number, number];
  }

  /** All fields that change an output line; in the order of the input. */
  allOf(line: number): Place[] {
    const found = new Map<string, Place>();
    for (const [inLine, column, source, first, last] of this.each()) {
      if (line >= first && line <= last) found.set(`${source}:${inLine}`, { line: inLine, column, source });
    }
    return [...found.values()].sort((a, b) => a.source - b.source || a.line - b.line);
  }

  /** All output lines that a field on an input line changes. */
  changedBy(source: number, line: number): number[] {
    const found = new Set<number>();
    for (const [inLine, , inSource, first, last] of this.each()) {
      if (inSource === source && inLine === line) for (let out = first; out <= last; out++) found.add(out);
    }
    return [...found].sort((a, b) => a - b);
  }

  private inputs(): Map<string, number[]> {
    if (this.byInput) return this.byInput;
    this.byInput = new Map();
    for (let at = 0; at < this.numbers.length; at += width) {
      const [line, inLine, , source] = this.numbers.subarray(at, at + width);
      if (inLine === 0) continue;
      const key = `${source}:${inLine}`;
      const lines = this.byInput.get(key);
      if (lines) lines.push(line);
      else this.byInput.set(key, [line]);
    }
    return this.byInput;
  }
}
