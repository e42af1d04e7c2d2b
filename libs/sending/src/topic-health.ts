interface Broken {
  readonly until: number;
  readonly waitMs: number;
  readonly sentence: string;
}

const firstWaitMs = 2_000;
const lastWaitMs = 60_000;

/** Remembers topics that cannot be written, so that one recipient's broken topic does not slow down all the others. */
export class TopicHealth {
  readonly #broken = new Map<string, Broken>();

  /** Why the topic is left alone for now; null when it may be tried. */
  resting(topic: string, now: number): string | null {
    const broken = this.#broken.get(topic);
    return broken !== undefined && now < broken.until ? broken.sentence : null;
  }

  /** Failed before and not proven well since: to be tried by itself. */
  suspect(topic: string): boolean {
    return this.#broken.has(topic);
  }

  broke(topic: string, sentence: string, now: number): void {
    const before = this.#broken.get(topic);
    const waitMs = before === undefined ? firstWaitMs : Math.min(before.waitMs * 2, lastWaitMs);
    this.#broken.set(topic, { until: now + waitMs, waitMs, sentence });
  }

  well(topic: string): void {
    this.#broken.delete(topic);
  }
}
