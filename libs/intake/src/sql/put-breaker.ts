import type { Queryable, SourceId } from '#base/contracts';
import type { Breaker } from '../breaker.js';

/** Writes down a source's breaker, so that whoever reads it next knows, and people see it. */
export async function putBreaker(database: Queryable, source: SourceId, breaker: Breaker): Promise<void> {
  await database.query(
    `insert into intake.health (source, failures, openings, open_until, trial)
     values ($1, $2::timestamptz[], $3, $4, $5)
     on conflict (source) do update
        set failures = excluded.failures, openings = excluded.openings,
            open_until = excluded.open_until, trial = excluded.trial`,
    [
      source,
      breaker.failures.map((at) => new Date(at).toISOString()),
      breaker.openings,
      breaker.openUntil === null ? null : new Date(breaker.openUntil),
      breaker.trial,
    ],
  );
}
