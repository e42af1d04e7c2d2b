import type { Tx } from '#base/contracts';
import type { PushAnswer } from '../answer.js';
import type { PushPlace } from './push-place.js';

/** Writes a batch's answer down; the first one stays. */
export async function finishPush(tx: Tx, { source, key }: PushPlace, answer: PushAnswer): Promise<void> {
  await tx.query(
    `update intake.push
        set answer = $3, answered_at = now()
      where source = $1 and idempotency_key = $2 and answer is null`,
    [source, key, JSON.stringify(answer)],
  );
}
