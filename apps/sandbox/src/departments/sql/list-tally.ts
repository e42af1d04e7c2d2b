import type { Queryable } from '#base/contracts';
import type { SourceTally } from './tally-records.js';

/** What was noted of every front database. */
export async function listTally(database: Queryable): Promise<readonly SourceTally[]> {
  const { rows } = await database.query<SourceTally>(
    'select source, rows, parked, unrouted from sandbox.tally order by source',
  );
  return rows;
}
