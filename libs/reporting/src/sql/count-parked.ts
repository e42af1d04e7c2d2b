import type { ParkedCause, Queryable } from '#base/contracts';

export interface ParkedCount {
  readonly source: string;
  readonly code: string;
  readonly cause: ParkedCause;
  readonly parked: number;
}

/** What is parked now, by source and code; rows on their way out still count. */
export async function countParked(database: Queryable): Promise<readonly ParkedCount[]> {
  const { rows } = await database.query<ParkedCount>(
    `select source, code, cause, count(*)::float8 as parked
       from ops.parked
      where state in ('parked', 'releasing')
      group by source, code, cause
      order by source, parked desc, code`,
  );
  return rows;
}
