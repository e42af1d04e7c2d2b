import type { Queryable } from '#base/contracts';
import type { PushAnswer } from '../answer.js';
import type { PushPlace } from './push-place.js';

/** A batch as it is remembered; no answer while it is worked on. */
export interface KnownPush {
  readonly digest: string;
  readonly answer: PushAnswer | null;
}

/** What is remembered of a batch, or null. */
export async function selectPush(database: Queryable, { source, key }: PushPlace): Promise<KnownPush | null> {
  const { rows } = await database.query<KnownPush>(
    'select digest, answer from intake.push where source = $1 and idempotency_key = $2',
    [source, key],
  );
  return rows[0] ?? null;
}
