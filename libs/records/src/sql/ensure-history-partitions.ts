import type { Queryable } from '#base/contracts';

/** Makes the monthly partitions of history for this month and the next ones; what is there stays. */
export async function ensureHistoryPartitions(
  database: Queryable,
  from: Date,
  months: number,
): Promise<void> {
  await database.query('select unified.ensure_history_partitions($1::date, $2)', [
    from.toISOString(),
    months,
  ]);
}
