import type { Queryable } from '#base/contracts';

export interface NobodyCount {
  readonly region: string;
  readonly cases: number;
}

export async function countNobody(database: Queryable): Promise<readonly NobodyCount[]> {
  const { rows } = await database.query<NobodyCount>(
    'select region, count(*)::float8 as cases from feedback.nobody_to_tell group by region order by region',
  );
  return rows;
}
