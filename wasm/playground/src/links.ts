// Output line <-> input line, from the numbers of a response (wasm/agentrender.h).

const width = 5;

export interface Origin {
  line: number;
  column: number;
  source: number;
  rule: number;
}

export class Links {
  private byInput: Map<string, number[]> | null = null;

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
