import type { Clock } from '#base/contracts';
import type { BatchDone, ConsumerHealth } from '#base/kafka';

const settleMs = 3_000;
const patienceMs = 60_000;

/**
 * Holds deadlines back while replies still wait to be read, e.g. after this process was away: they may meet what looks missed.
 * Held back for a minute at most, since a department that floods its reply topic must not silence the clock.
 */
export class ReplyGate {
  readonly #lag = new Map<string, number>();
  readonly #clock: Clock;
  readonly #health: () => ConsumerHealth;
  #joinedAt: number | null = null;
  #heldSince: number | null = null;

  constructor(clock: Clock, health: () => ConsumerHealth) {
    this.#clock = clock;
    this.#health = health;
  }

  batchDone({ topic, partition, lagMessages }: BatchDone): void {
    this.#lag.set(`${topic}/${partition}`, lagMessages);
  }

  /** Partitions may have gone to another member; their lag is not known any more. */
  rebalanced(): void {
    this.#lag.clear();
  }

  readonly mayFire = (): boolean => {
    const now = this.#clock.now().getTime();
    if (this.#caughtUp(now)) {
      this.#heldSince = null;
      return true;
    }
    this.#heldSince ??= now;
    return now - this.#heldSince > patienceMs;
  };

  #caughtUp(now: number): boolean {
    if (!this.#health().joined) {
      this.#joinedAt = null;
      return false;
    }
    this.#joinedAt ??= now;
    return now - this.#joinedAt >= settleMs && [...this.#lag.values()].every((lag) => lag === 0);
  }
}
