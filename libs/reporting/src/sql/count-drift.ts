import type { Queryable } from '#base/contracts';

/** How many differences of a source wait for a decision. */
export interface DriftCount {
  readonly source: string;
  readonly open: number;
}

export async function countDrift(database: Queryable): Promise<readonly DriftCount[]> {
  const { rows } = await database.query<DriftCount>(
    `select source, count(*)::int as open from intake.drift where state = 'open' group by source`,
  );
  return rows;
}
