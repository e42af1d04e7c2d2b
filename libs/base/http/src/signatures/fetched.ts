import type { Clock } from '#base/contracts';

/** A key or token and when it ends; null when it does not say. */
export interface Fetched {
  readonly value: string;
  readonly endsAt: Date | null;
}

const marginMs = 30_000;

/** Keeps one fetched key until shortly before its end, or until it is dropped. */
export class FetchedKey {
  readonly #clock: Clock;
  readonly #fetch: (signal: AbortSignal) => Promise<Fetched>;
  #kept: Fetched | null = null;

  constructor(clock: Clock, fetch: (signal: AbortSignal) => Promise<Fetched>) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  async value(signal: AbortSignal): Promise<string> {
    if (this.#kept === null || this.#isEnding(this.#kept)) this.#kept = await this.#fetch(signal);
    return this.#kept.value;
  }

  drop(): boolean {
    const had = this.#kept !== null;
    this.#kept = null;
    return had;
  }

  #isEnding({ endsAt }: Fetched): boolean {
    return endsAt !== null && endsAt.getTime() - marginMs <= this.#clock.now().getTime();
  }
}
