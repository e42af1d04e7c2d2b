import type { Queryable } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { SeenRow } from '../seen-row.js';

/** Places (from 0) of those rows that were not published with this content. */
export async function findFresh(
  database: Queryable,
  stream: number,
  rows: readonly SeenRow[],
): Promise<readonly number[]> {
  // A scalar sub-query, so that every row is one probe of the key: joined, a long look-back would tempt into reading the whole table.
  const { rows: fresh } = await database.query<{ place: number }>(
    `select (w.place - 1)::int as place
       from unnest($2::text[]::timestamptz[], $3::text[]::uuid[], $4::text[]::uuid[]) with ordinality as w (cursor_at, row_key, hash, place)
      where coalesce((select s.hash <> w.hash from intake.seen s
                       where s.stream = $1 and s.cursor_at = w.cursor_at and s.row_key = w.row_key), true)
      order by w.place`,
    [
      stream,
      textArray(rows.map(({ cursorAt }) => cursorAt)),
      textArray(rows.map(({ rowKey }) => rowKey)),
      textArray(rows.map(({ digest }) => digest)),
    ],
  );
  return fresh.map(({ place }) => place);
}
