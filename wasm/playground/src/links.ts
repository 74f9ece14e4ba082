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
    let low = 0;
    let high = this.numbers.length / width;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.numbers[middle * width] <= line) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return null;
    const [, inLine, column, source, rule] = this.numbers.subarray((low - 1) * width, low * width);
    return { line: inLine, column, source, rule };
  }

  /** The output lines that come from an input line, or, when there are none, from the line that it is part of.
   * `indentOf` gives null for blank lines. */
  outputOf(source: number, line: number, indentOf: (line: number) => number | null): number[] {
    const map = this.inputs();
    const exact = map.get(`${source}:${line}`);
    if (exact) return exact;
    const indent = indentOf(line);
    for (let above = line - 1; above >= 1 && indent !== null; above--) {
      const other = indentOf(above);
      if (other !== null && other < indent) return map.get(`${source}:${above}`) ?? [];
    }
    return [];
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
