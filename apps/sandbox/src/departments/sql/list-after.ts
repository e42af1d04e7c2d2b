import type { Queryable } from '#base/contracts';
import type { ShelfRow } from './list-records.js';

/** What came onto the shelf after the first `taken` records of a stream, in the order it came. */
export async function listAfter(
  database: Queryable,
  source: string,
  stream: string,
  taken: number,
): Promise<readonly ShelfRow[]> {
  const { rows } = await database.query<{ body: ShelfRow }>(
    `select body from sandbox.record
      where source = $1 and stream = $2
      order by position
      offset $3`,
    [source, stream, taken],
  );
  return rows.map(({ body }) => body);
}
