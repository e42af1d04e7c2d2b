import type { DayCount, Queryable, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** What a stream had on each day when it was last looked at. */
export async function selectDayCounts(
  database: Queryable,
  stream: number,
): Promise<ReadonlyMap<string, DayCount>> {
  const { rows } = await database.query<{
    day: string;
    rows: string;
    first: string | null;
    last: string | null;
  }>(
    `select day, rows, first_key as first, last_key as last from intake.day_count where stream = $1 order by day`,
    [stream],
  );
  return new Map(
    rows.map(({ day, rows: count, first, last }) => [
      day,
      { day, rows: Number(count), firstKey: first, lastKey: last },
    ]),
  );
}

/** Counts rows of a first reading to their days, in the transaction that moves the checkpoint past them. */
export async function addDayCounts(tx: Tx, stream: number, days: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(
    `insert into intake.day_count as known (stream, day, rows)
     select $1, * from unnest($2::text[], $3::bigint[])
     on conflict (stream, day) do update set rows = known.rows + excluded.rows`,
    [stream, textArray([...days.keys()]), [...days.values()]],
  );
}

/** Writes down what days have now. */
export async function putDayCounts(
  database: Queryable,
  stream: number,
  days: readonly DayCount[],
): Promise<void> {
  if (days.length === 0) return;
  await database.query(
    `insert into intake.day_count (stream, day, rows, first_key, last_key)
     select $1, * from unnest($2::text[], $3::bigint[], $4::text[], $5::text[])
     on conflict (stream, day) do update
        set rows = excluded.rows, first_key = excluded.first_key, last_key = excluded.last_key`,
    [
      stream,
      days.map(({ day }) => day),
      days.map(({ rows }) => rows),
      days.map(({ firstKey }) => firstKey),
      days.map(({ lastKey }) => lastKey),
    ],
  );
}

/** Notes that late rows were looked for: when, the first day that was not over, and how many were found. */
export async function noteLateLook(
  database: Queryable,
  stream: number,
  look: { readonly at: Date; readonly from: string; readonly found: number },
): Promise<void> {
  await database.query(
    `update intake.checkpoint set late_looked_at = $2, late_from = $3, rows_late = rows_late + $4 where number = $1`,
    [stream, look.at, look.from, look.found],
  );
}
