import type { Queryable } from '#base/contracts';

/** What one source has written so far, and how much of it the hub must park: rows it cannot map, and cases it cannot route. */
export interface SourceTally {
  readonly source: string;
  readonly rows: number;
  readonly parked: number;
  readonly unrouted: number;
}

/** Everything on the shelf, counted by source. */
export async function tallyRecords(database: Queryable): Promise<readonly SourceTally[]> {
  const { rows } = await database.query<SourceTally>(
    `select source, count(*)::int as rows, count(parked)::int as parked, 0 as unrouted
       from sandbox.record group by source order by source`,
  );
  return rows;
}
