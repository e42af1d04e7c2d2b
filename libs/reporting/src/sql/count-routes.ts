import type { Queryable } from '#base/contracts';

export interface RouteCount {
  readonly route: string;
  readonly cases: number;
}

/** Cases by what routing decided; cases nothing was decided about yet count as `undecided`. */
export async function countRoutes(database: Queryable): Promise<readonly RouteCount[]> {
  const { rows } = await database.query<RouteCount>(
    `select coalesce(route, 'undecided') as route, count(*)::float8 as cases
       from unified.case_status
      group by 1 order by 1`,
  );
  return rows;
}
