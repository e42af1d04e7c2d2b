import type { Queryable } from '#base/contracts';
import type { SourceTally } from './tally-records.js';

/** Adds to what a source has written. */
export async function addTally(database: Queryable, tally: SourceTally): Promise<void> {
  await database.query(
    `insert into sandbox.tally (source, rows, parked, unrouted) values ($1, $2, $3, $4)
     on conflict (source) do update
        set rows = tally.rows + excluded.rows,
            parked = tally.parked + excluded.parked,
            unrouted = tally.unrouted + excluded.unrouted`,
    [tally.source, tally.rows, tally.parked, tally.unrouted],
  );
}
