import type { Queryable } from '#base/contracts';
import type { PushPlace } from './push-place.js';

/** Gives a claim back that was not answered. */
export async function withdrawPush(database: Queryable, { source, key }: PushPlace): Promise<void> {
  await database.query(
    `update intake.push set claimed_until = now()
      where source = $1 and idempotency_key = $2 and answer is null`,
    [source, key],
  );
}
