import type { Queryable } from '#base/contracts';

/** Forgets batches older than `keepMs`; answers how many. A sender that repeats one later is recognised record by record. */
export async function forgetPushes(database: Queryable, keepMs: number): Promise<number> {
  const { rowCount } = await database.query(
    `delete from intake.push where received_at < now() - $1 * interval '1 millisecond'`,
    [keepMs],
  );
  return rowCount;
}
