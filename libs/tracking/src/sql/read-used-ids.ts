import type { Queryable } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { UsedId } from '../folded-replies.js';

/** Which of the ids were accepted before, and for what. */
export async function readUsedIds(
  database: Queryable,
  dedupes: readonly string[],
): Promise<ReadonlyMap<string, UsedId>> {
  const { rows } = await database.query<UsedId & { readonly dedupe: string }>(
    `select dedupe, content_digest as digest, said, arrived_at as "arrivedAt",
            topic || '/' || partition || '@' || "offset" as position
       from feedback.inbox
      where dedupe = any ($1::text[]) and outcome in ('accepted', 'late')`,
    [textArray(dedupes)],
  );
  return new Map(rows.map(({ dedupe, ...used }) => [dedupe, used]));
}
