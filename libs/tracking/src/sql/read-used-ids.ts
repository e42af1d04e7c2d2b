import type { Queryable } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Which of the ids were accepted before. */
export async function readUsedIds(
  database: Queryable,
  dedupes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ dedupe: string }>(
    "select dedupe from feedback.inbox where dedupe = any ($1::text[]) and outcome in ('accepted', 'late')",
    [textArray(dedupes)],
  );
  return new Set(rows.map(({ dedupe }) => dedupe));
}
