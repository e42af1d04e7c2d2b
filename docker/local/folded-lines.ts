/** A line that came again: how it reads now, and how often it was kept back since it was told. */
export interface FoldedLine {
  readonly line: string;
  readonly times: number;
}

interface Kept extends FoldedLine {
  readonly toldAt: number;
  readonly seenAt: number;
}

const mostRemembered = 500;
const tellAgainMs = 600_000;
const forgetMs = 1_800_000;
/** Digits tell one attempt from the next, and the facts at the end one place from the next; neither is another cause. */
const numbers = /\d+/g;
const facts = /（[^（）]*）$/;

/** Keeps a terminal from saying the same again and again: a line is told once, then counted, and told again with its count every ten minutes. */
export class FoldedLines {
  readonly #kept = new Map<string, Kept>();
  #sinceTaken = 0;

  /** Whether this one is news; one that is not is counted. */
  isNew(line: string, nowMs: number): boolean {
    const key = line.replace(facts, '').replaceAll(numbers, '0');
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const fresh = { line, times: 0, toldAt: nowMs, seenAt: nowMs };
    this.#kept.set(
      key,
      known === undefined ? fresh : { ...known, line, times: known.times + 1, seenAt: nowMs },
    );
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostRemembered && oldest !== undefined) this.#kept.delete(oldest);
    if (known !== undefined) this.#sinceTaken += 1;
    return known === undefined;
  }

  /** How many lines were kept back since the last time, and those of them whose turn it is to be told again. */
  take(nowMs: number): { readonly keptBack: number; readonly again: readonly FoldedLine[] } {
    const again: FoldedLine[] = [];
    for (const [key, kept] of this.#kept) {
      if (nowMs - kept.seenAt > forgetMs) this.#kept.delete(key);
      else if (kept.times > 0 && nowMs - kept.toldAt >= tellAgainMs) {
        again.push({ line: kept.line, times: kept.times });
        this.#kept.set(key, { ...kept, times: 0, toldAt: nowMs });
      }
    }
    const keptBack = this.#sinceTaken;
    this.#sinceTaken = 0;
    return { keptBack, again };
  }
}
