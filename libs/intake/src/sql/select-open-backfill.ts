import type { Cursor, Queryable, SourceId, StreamName } from '#base/contracts';
import type { BackfillRange, OpenBackfill } from '../backfill/backfill.js';

interface Row {
  readonly id: string;
  readonly stream: StreamName;
  readonly from_at: Date | null;
  readonly to_at: Date | null;
  readonly from_key: string | null;
  readonly to_key: string | null;
  readonly rows_per_second: number;
  readonly state: OpenBackfill['state'];
  readonly live_from: Date | null;
  readonly cursor: Cursor | null;
  readonly version: string;
}

/** The backfill of a source that is to be worked on: the oldest one asked for. */
export async function selectOpenBackfill(
  database: Queryable,
  source: SourceId,
): Promise<OpenBackfill | null> {
  const { rows } = await database.query<Row>(
    `select id::text as id, stream, from_at, to_at, from_key, to_key, rows_per_second, state, live_from, cursor, version
       from intake.backfill
      where source = $1 and state in ('requested', 'running')
      order by id
      limit 1`,
    [source],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: row.id,
    stream: row.stream,
    range: rangeOf(row),
    rowsPerSecond: row.rows_per_second,
    state: row.state,
    liveFrom: row.live_from,
    cursor: row.cursor,
    version: BigInt(row.version),
  };
}

function rangeOf({ from_at: from, to_at: to, from_key: fromKey, to_key: toKey }: Row): BackfillRange {
  return from !== null && to !== null
    ? { by: 'time', from, to }
    : { by: 'key', from: fromKey ?? '', to: toKey ?? '' };
}
