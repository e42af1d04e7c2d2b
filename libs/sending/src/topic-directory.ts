import type { Clock } from '#base/contracts';

const freshMs = 30_000;
const retryMs = 2_000;

/**
 * Which topics exist. Writing to a missing one takes the client many seconds to give up, in which nobody else's messages move;
 * asking first costs nothing, since the answer is kept.
 */
export class TopicDirectory {
  readonly #list: () => Promise<readonly string[]>;
  readonly #clock: Clock;
  #known: ReadonlySet<string> = new Set();
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;

  constructor(list: () => Promise<readonly string[]>, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Those of the topics that do not exist. Throws when the broker has to be asked and does not answer. */
  async missing(topics: readonly string[]): Promise<ReadonlySet<string>> {
    const unknown = topics.some((topic) => !this.#known.has(topic));
    const age = this.#clock.now().getTime() - this.#askedAt;
    if (age > freshMs || (unknown && age > retryMs)) await this.#ask();
    return new Set(topics.filter((topic) => !this.#known.has(topic)));
  }

  async #ask(): Promise<void> {
    this.#asking ??= this.#refresh().finally(() => {
      this.#asking = null;
    });
    await this.#asking;
  }

  async #refresh(): Promise<void> {
    this.#known = new Set(await this.#list());
    this.#askedAt = this.#clock.now().getTime();
  }
}
