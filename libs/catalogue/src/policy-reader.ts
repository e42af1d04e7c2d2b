import type { Clock, Queryable } from '#base/contracts';
import { editionName } from './load-policy.js';
import { notLoaded, readPolicyEdition, type PolicyEdition } from './read-snapshot.js';
import { readEdition } from './sql/read-edition.js';

/** Keeps the newest edition in memory for a process that asks often; a new one is noticed within `checkEveryMs`. */
export class PolicyReader {
  readonly #queryable: Queryable;
  readonly #clock: Clock;
  readonly #checkEveryMs: number;
  #held: PolicyEdition | null = null;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<PolicyEdition> | null = null;

  constructor(queryable: Queryable, clock: Clock, checkEveryMs = 3_000) {
    this.#queryable = queryable;
    this.#clock = clock;
    this.#checkEveryMs = checkEveryMs;
  }

  /** The edition in force; reads the database only when the last check is too old, and once for all who ask meanwhile. */
  async current(): Promise<PolicyEdition> {
    const now = this.#clock.now().getTime();
    if (this.#held !== null && now - this.#checkedAt < this.#checkEveryMs) return this.#held;
    this.#reading ??= this.#refresh(now).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #refresh(now: number): Promise<PolicyEdition> {
    const newest = await readEdition(this.#queryable);
    if (newest === null) throw notLoaded();
    const held =
      this.#held?.snapshot.version === editionName(newest)
        ? this.#held
        : await readPolicyEdition(this.#queryable);
    this.#held = held;
    this.#checkedAt = now;
    return held;
  }
}
