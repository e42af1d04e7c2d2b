import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#base/contracts';

/** Lets one request through per interval; the waiting ends early on the signal. */
export class Pace {
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #next = 0;

  constructor(requestsPerSecond: number | null, clock: Clock) {
    this.#intervalMs = requestsPerSecond === null ? 0 : 1_000 / requestsPerSecond;
    this.#clock = clock;
  }

  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now().getTime();
    // A clock set back must not leave the source waiting for it to catch up.
    const start = Math.min(Math.max(now, this.#next), now + this.#intervalMs);
    this.#next = start + this.#intervalMs;
    if (start > now) await delay(start - now, undefined, { signal }).catch(() => undefined);
  }
}
