import type { Queryable } from '#base/contracts';
import { filterValues, type FigureFilter } from '../figures/figure-filter.js';
import type { FigureName } from '../figures/figure-list.js';

/** What a report is broken down by. Days and months are those of the date the period counts by, Beijing time. */
export const groupings = ['region', 'department', 'item', 'kind', 'month', 'day'] as const;
export type Grouping = (typeof groupings)[number];

/** One figure of one group; groups that were not asked for are null. Hours are elapsed ones from the push, where the figure has any. */
export interface FigureCount extends Readonly<Record<Grouping, string | null>> {
  readonly figure: FigureName;
  readonly count: number;
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
  readonly departmentName: string | null;
  readonly itemName: string | null;
}

/** Counts the rows that `selectFigureRows` lists, in groups. */
export async function countFigures(
  database: Queryable,
  filter: FigureFilter,
  by: readonly Grouping[],
): Promise<readonly FigureCount[]> {
  const { rows } = await database.query<FigureCount>(
    `with counted as (
       select case when 'region' = any ($9::text[]) then f.region end as region,
              case when 'department' = any ($9) then f.department end as department,
              case when 'item' = any ($9) then f.item end as item,
              case when 'kind' = any ($9) then f.kind end as kind,
              case when 'month' = any ($9) then to_char(f.dated at time zone 'Asia/Shanghai', 'YYYY-MM') end as month,
              case when 'day' = any ($9) then to_char(f.dated at time zone 'Asia/Shanghai', 'YYYY-MM-DD') end as day,
              f.figure, count(*)::float8 as count,
              percentile_cont(0.5) within group (order by f.hours) as "medianHours",
              percentile_cont(0.9) within group (order by f.hours) as "p90Hours"
         from (select *, case when $8 then happened_at else pushed_at end as dated
                 from feedback.figure_rows($1, $2, $3, $4, $5, $6, $7, $8)) f
        group by 1, 2, 3, 4, 5, 6, 7
     )
     select c.*, d.name as "departmentName", i.name as "itemName"
       from counted c
       left join policy.department d on d.region || '.' || d.department = c.department
       left join policy.item i on i.code = c.item
      order by month, day, region, department, item, kind`,
    [...filterValues(filter), by],
  );
  return rows;
}
