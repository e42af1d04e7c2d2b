const windowMs = 10_000;
const mostRemembered = 200;

interface Told {
  readonly at: number;
  readonly swallowed: number;
}

/**
 * Keeps a terminal readable while one cause strikes many places at once: the same warning is told once in ten seconds. What the file gets
 * is not touched.
 */
export class Repeats {
  readonly #told = new Map<string, Told>();

  /** How many equal warnings were kept back since the last one told, or null when this one is to be kept back too. */
  sinceTold(warning: string, at: Date): number | null {
    const last = this.#told.get(warning);
    const fresh = last !== undefined && at.getTime() - last.at < windowMs;
    this.#told.delete(warning);
    this.#told.set(
      warning,
      fresh ? { ...last, swallowed: last.swallowed + 1 } : { at: at.getTime(), swallowed: 0 },
    );
    this.#forgetOldest();
    return fresh ? null : (last?.swallowed ?? 0);
  }

  #forgetOldest(): void {
    const [oldest] = this.#told.keys();
    if (this.#told.size > mostRemembered && oldest !== undefined) this.#told.delete(oldest);
  }
}
