import type { Queryable } from '#base/contracts';

/** Forgets rows of a stream that no look-back reaches any more; undated ones stay. */
export async function forgetRows(database: Queryable, stream: number, before: Date): Promise<void> {
  await database.query(
    `delete from intake.seen where stream = $1 and cursor_at < $2 and cursor_at > '-infinity'`,
    [stream, before],
  );
}
