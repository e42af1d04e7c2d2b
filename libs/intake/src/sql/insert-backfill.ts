import type { Tx } from '#base/contracts';
import type { BackfillRequest } from '../backfill/backfill.js';

/** Notes a backfill that is asked for; answers its id. */
export async function insertBackfill(tx: Tx, request: BackfillRequest): Promise<string> {
  const { source, stream, range, rowsPerSecond, tell, by, at } = request;
  const bounds =
    range.by === 'time' ? [range.from, range.to, null, null] : [null, null, range.from, range.to];
  const { rows } = await tx.query<{ id: string }>(
    `insert into intake.backfill
       (source, stream, from_at, to_at, from_key, to_key, rows_per_second, tell, requested_by, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning id::text as id`,
    [source, stream, ...bounds, rowsPerSecond, tell, by, at],
  );
  return rows[0]?.id ?? '0';
}
