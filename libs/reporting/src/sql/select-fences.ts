import type { Queryable } from '#base/contracts';

export interface FenceRow {
  readonly topic: string;
  readonly taken: number;
  readonly unified: number;
  readonly unchanged: number;
  readonly moved_at: Date;
}

/** How far the given topics have been turned into records. */
export async function selectFences(
  database: Queryable,
  topics: readonly string[],
): Promise<readonly FenceRow[]> {
  const { rows } = await database.query<FenceRow>(
    `select topic, sum(taken)::float8 as taken, sum(unified)::float8 as unified,
            sum(unchanged)::float8 as unchanged, max(moved_at) as moved_at
       from ops.fence
      where topic = any($1)
      group by topic`,
    [topics],
  );
  return rows;
}
