import type { Queryable } from '#base/contracts';
import type { SourcesFilter } from '../sources-filter.js';

/** A backfill as it stands in the database. */
export interface BackfillRow {
  readonly id: string;
  readonly source: string;
  readonly stream: string;
  readonly from: string;
  readonly to: string;
  readonly rowsPerSecond: number;
  readonly tell: boolean;
  readonly state: 'requested' | 'running' | 'stopped' | 'done' | 'failed';
  /** Part of the range that is through, 0 to 1, by its time; null for a range of keys, whose length nobody knows. */
  readonly fraction: number | null;
  readonly chunks: number;
  readonly read: number;
  readonly published: number;
  readonly repeated: number;
  /** Rows in the range that the live reading looks after. */
  readonly left: number;
  /** From where on the rest of the range belongs to the live reading, which looks back that far; null where it all was read. */
  readonly liveFrom: string | null;
  /** Messages that are withheld because of it. */
  readonly withheld: number;
  readonly fault: { readonly code: string; readonly sentence: string } | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly movedAt: Date | null;
  readonly endedAt: Date | null;
  /** When it was last begun or resumed, and how many rows it had read by then. */
  readonly resumedAt: Date | null;
  readonly resumedRows: number;
  /** Whether the first load of its stream is through; until then it waits. */
  readonly ready: boolean;
}

interface Row extends Omit<BackfillRow, 'fault'> {
  readonly faultCode: string | null;
  readonly faultSentence: string | null;
}

/** Backfills, the youngest first. */
export async function selectBackfills(
  database: Queryable,
  filter: SourcesFilter & { readonly id: string | null },
): Promise<readonly BackfillRow[]> {
  const { rows } = await database.query<Row>(statement, [
    filter.source,
    filter.id,
    filter.limit,
    filter.within ?? null,
  ]);
  return rows.map(({ faultCode, faultSentence, ...row }) => ({
    ...row,
    fault: faultCode === null ? null : { code: faultCode, sentence: faultSentence ?? '' },
  }));
}

// The end of a time range that is read is where the live reading takes over.
const statement = `
  select b.id::text as id, b.source, b.stream,
         coalesce(b.from_key, to_char(b.from_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')) as from,
         coalesce(b.to_key, to_char(b.to_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')) as to,
         b.rows_per_second as "rowsPerSecond", b.tell, b.state,
         case when b.state = 'done' then 1
              when b.from_at is null then null
              else coalesce(least(greatest(
                extract(epoch from b.cursor_at - b.from_at) / nullif(extract(epoch from
                  least(b.to_at, b.live_from) - b.from_at), 0), 0), 1), 0) end::float8 as fraction,
         b.chunks::float8 as chunks, b.rows_read::float8 as read, b.rows_published::float8 as published,
         b.rows_repeated::float8 as repeated, b.rows_left::float8 as left,
         case when b.to_at >= b.live_from
              then to_char(b.live_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') end as "liveFrom",
         (select count(*) from feedback.withheld w
           where w.source = b.source and w.reason = 'backfill-' || b.id)::float8 as withheld,
         b.fault_code as "faultCode", b.fault_sentence as "faultSentence", b.requested_by as "requestedBy",
         b.requested_at as "requestedAt", b.started_at as "startedAt", b.moved_at as "movedAt",
         b.ended_at as "endedAt", b.resumed_at as "resumedAt",
         b.resumed_rows::float8 as "resumedRows", c.drained_until is not null as ready
    from intake.backfill b
    left join intake.checkpoint c on c.source = b.source and c.stream = b.stream
   where ($1::text is null or b.source = $1) and ($2::bigint is null or b.id = $2)
     and ($4::text is null or b.source like $4)
   order by b.id desc
   limit $3`;
