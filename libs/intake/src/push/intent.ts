import { createHash } from 'node:crypto';
import type { Queryable, Tx } from '#base/contracts';
import type { Admission } from './admission.js';
import type { PushAnswer } from './answer.js';
import { PushRefusal } from './refusal.js';
import { claimPush } from './sql/claim-push.js';
import { finishPush } from './sql/finish-push.js';
import { selectPush } from './sql/select-push.js';
import { withdrawPush } from './sql/withdraw-push.js';

/** One batch under its idempotency key: claimed by one process at a time, answered once. */
export class Intent {
  readonly #place: { readonly source: string; readonly stream: string; readonly key: string };
  readonly #digest: string;

  constructor(
    private readonly database: Queryable,
    { source, stream, idempotencyKey }: Admission,
    body: Uint8Array,
  ) {
    this.#place = { source: source.definition.id, stream: stream.name, key: idempotencyKey };
    this.#digest = createHash('sha256').update(`${stream.name}\n`).update(body).digest('hex');
  }

  /** The answer given earlier; null when there is none. Throws PushRefusal when the key was used for something else. */
  async answered(): Promise<PushAnswer | null> {
    const known = await selectPush(this.database, this.#place);
    if (known !== null && known.digest !== this.#digest) throw new PushRefusal('reused');
    return known?.answer ?? null;
  }

  /** Claims the batch; answers what was answered meanwhile, or null when the batch is the caller's to work on. */
  async claim(forMs: number): Promise<PushAnswer | null> {
    if (await claimPush(this.database, this.#place, this.#digest, forMs)) return null;
    const answer = await this.answered();
    if (answer !== null) return answer;
    throw new PushRefusal('underWay', {}, 2);
  }

  /** Writes the answer down, in the transaction of what it says. */
  finish(tx: Tx, answer: PushAnswer): Promise<void> {
    return finishPush(tx, this.#place, answer);
  }

  /** Gives an unanswered claim back, so that the sender may try again at once. */
  withdraw(): Promise<void> {
    return withdrawPush(this.database, this.#place);
  }
}
