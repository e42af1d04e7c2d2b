/** A line that came again: what it said first, and how often it was kept back since. */
export interface FoldedLine {
  readonly line: string;
  readonly times: number;
}

const mostRemembered = 500;
/** Digits tell one attempt from the next, not one cause from another. */
const numbers = /\d+/g;

/** Keeps a terminal from saying the same again and again: a line is told once, and then counted until somebody takes the counts. */
export class FoldedLines {
  readonly #seen = new Map<string, FoldedLine>();

  /** Whether this one is news; one that is not is counted. */
  isNew(line: string): boolean {
    const key = line.replaceAll(numbers, '0');
    const known = this.#seen.get(key);
    this.#seen.set(key, known === undefined ? { line, times: 0 } : { line, times: known.times + 1 });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > mostRemembered && oldest !== undefined) this.#seen.delete(oldest);
    return known === undefined;
  }

  /** What came again since the last time; a line that did not come again is forgotten, and news when it comes back. */
  take(): readonly FoldedLine[] {
    const again: FoldedLine[] = [];
    for (const [key, folded] of this.#seen) {
      if (folded.times === 0) this.#seen.delete(key);
      else {
        again.push(folded);
        this.#seen.set(key, { ...folded, times: 0 });
      }
    }
    return again;
  }
}
