import type { BatchOutcome, ConsumedBatch, Queryable } from '#base/contracts';
import { beginWork, endWork } from './unfinished.js';

/** How a batch is handled, and how a message is parked that ends every process which handles it. */
export interface GuardedHandler {
  handle(batch: ConsumedBatch): Promise<BatchOutcome>;
  /** Parks the only message of the batch and moves past it. */
  park(batch: ConsumedBatch): Promise<BatchOutcome>;
}

/** The try at which a message is set aside: one process died over a batch it may have been in, three over it alone. Fewer would blame what was in hand when somebody ended processes from outside. */
const lastTry = 5;

/**
 * Counts outside the process how often processes died over a batch. The first batch of a partition after a start, or after another had the
 * partition, is written down before it is handled; batches that follow cost nothing. Where the try before did not end, the messages are
 * taken one by one, so that the one to blame stands alone; the third death over it alone parks it.
 */
export class CrashGuard {
  /** Where each partition goes on, as far as this process has handled it. */
  readonly #next = new Map<string, bigint>();

  constructor(
    private readonly database: Queryable,
    private readonly consumer: string,
    private readonly handler: GuardedHandler,
  ) {}

  async handle(batch: ConsumedBatch): Promise<BatchOutcome> {
    const place = `${batch.topic} ${batch.partition}`;
    const [first] = batch.messages;
    const known = first === undefined || this.#next.get(place) === first.offset;
    const outcome = known
      ? await this.handler.handle(batch)
      : await this.#watched(batch, place, first.offset);
    this.#next.set(place, outcome.nextOffset);
    return outcome;
  }

  async #watched(batch: ConsumedBatch, place: string, first: bigint): Promise<BatchOutcome> {
    const { consumer } = this;
    const attempts = await beginWork(this.database, { consumer, place, position: String(first) });
    try {
      return await (attempts === 1 ? this.handler.handle(batch) : this.#oneByOne(batch, place, attempts));
    } finally {
      // Whoever can still say so has not died over it.
      await endWork(this.database, { consumer, place }).catch(() => undefined);
    }
  }

  async #oneByOne(batch: ConsumedBatch, place: string, attempts: number): Promise<BatchOutcome> {
    const { consumer } = this;
    let outcome: BatchOutcome = { nextOffset: batch.messages[0]?.offset ?? batch.highWatermark };
    for (const [at, message] of batch.messages.entries()) {
      const position = String(message.offset);
      const tried = at === 0 ? attempts : await beginWork(this.database, { consumer, place, position }, 2);
      const alone = {
        ...batch,
        messages: [message],
        ...(at === 0 ? {} : { fetchedFrom: outcome.nextOffset }),
      };
      outcome = await (tried >= lastTry ? this.handler.park(alone) : this.handler.handle(alone));
      // Held back, or sent back to the fence: the rest has to wait.
      if (outcome.nextOffset <= message.offset) return outcome;
    }
    return outcome;
  }
}
