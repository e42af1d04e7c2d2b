import type { Queryable } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { SnapshotRow } from '../seen-row.js';

/** Places (from 0) of those rows of a snapshot page that are new or differ from the last pass. */
export async function findChanged(
  database: Queryable,
  stream: number,
  rows: readonly Pick<SnapshotRow, 'key' | 'digest'>[],
): Promise<readonly number[]> {
  const { rows: changed } = await database.query<{ place: number }>(
    `select (w.place - 1)::int as place
       from unnest($2::text[], $3::text[]::uuid[]) with ordinality as w (row_key, hash, place)
      where coalesce((select s.hash <> w.hash from intake.snapshot s
                       where s.stream = $1 and s.row_key = w.row_key), true)
      order by w.place`,
    [stream, textArray(rows.map(({ key }) => key)), textArray(rows.map(({ digest }) => digest))],
  );
  return changed.map(({ place }) => place);
}
