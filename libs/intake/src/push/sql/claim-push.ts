import type { Queryable } from '#base/contracts';
import type { PushPlace } from './push-place.js';

/** Claims a batch that is new, or whose claim ran out without an answer; answers whether it is the caller's. The database's clock decides. */
export async function claimPush(
  database: Queryable,
  { source, stream, key }: PushPlace,
  digest: string,
  forMs: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into intake.push as p (source, idempotency_key, stream, digest, received_at, claimed_until)
     values ($1, $2, $3, $4, now(), now() + $5 * interval '1 millisecond')
     on conflict (source, idempotency_key) do update
        set claimed_until = excluded.claimed_until
      where p.answer is null and p.claimed_until <= now() and p.digest = excluded.digest`,
    [source, key, stream, digest, forMs],
  );
  return rowCount === 1;
}
