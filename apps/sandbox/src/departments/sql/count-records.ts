import type { Queryable } from '#base/contracts';
import type { RecordRange } from './list-records.js';

/** How many records lie in a range, whatever its offset and limit. */
export async function countRecords(
  database: Queryable,
  range: Omit<RecordRange, 'offset' | 'limit'>,
): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from sandbox.record
      where source = $1 and stream = $2 and written_at between $3 and $4`,
    [range.source, range.stream, range.from, range.to],
  );
  return rows[0]?.count ?? 0;
}
