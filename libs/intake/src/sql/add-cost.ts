import type { Queryable, SourceDefinition } from '#base/contracts';
import { mainCause, type Cost } from '#base/pacing';

/** Adds to a source's day, by the calendar of its own zone, and notes how hard it is pressed and what it was last made to wait for. */
export async function addCost(
  database: Queryable,
  { id, timeZone }: Pick<SourceDefinition, 'id' | 'timeZone'>,
  cost: Cost,
  pace: number,
  at: Date,
): Promise<void> {
  await database.query(
    `with noted as (
       insert into intake.health as h (source, pace, throttled_at, throttled_by)
       values ($1, $10, case when $11::text is not null then $3::timestamptz end, $11)
       on conflict (source) do update
          set pace = excluded.pace,
              throttled_at = coalesce(excluded.throttled_at, h.throttled_at),
              throttled_by = coalesce(excluded.throttled_by, h.throttled_by)
     )
     insert into intake.cost as c (source, day, requests, rows, bytes, busy_ms, longest_ms, throttled_ms)
     values ($1, ($3::timestamptz at time zone $2)::date, $4, $5, $6, $7, $8, $9)
     on conflict (source, day) do update
        set requests = c.requests + excluded.requests,
            rows = c.rows + excluded.rows,
            bytes = c.bytes + excluded.bytes,
            busy_ms = c.busy_ms + excluded.busy_ms,
            longest_ms = greatest(c.longest_ms, excluded.longest_ms),
            throttled_ms = c.throttled_ms + excluded.throttled_ms`,
    [
      id,
      timeZone,
      at,
      cost.requests,
      cost.rows,
      cost.bytes,
      Math.round(cost.busyMs),
      Math.round(cost.longestMs),
      Math.round(cost.throttledMs),
      pace,
      mainCause(cost),
    ],
  );
}
