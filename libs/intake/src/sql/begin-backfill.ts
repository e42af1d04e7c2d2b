import type { Queryable } from '#base/contracts';

/** A backfill that was asked for, or asked for again, is being read now. */
export async function beginBackfill(
  database: Queryable,
  id: string,
  liveFrom: Date,
  at: Date,
): Promise<void> {
  await database.query(
    `update intake.backfill
        set state = 'running', started_at = coalesce(started_at, $3), live_from = coalesce(live_from, $2),
            resumed_at = $3, resumed_rows = rows_read,
            fault_code = null, fault_sentence = null, ended_at = null
      where id = $1 and state = 'requested'`,
    [id, liveFrom, at],
  );
}
