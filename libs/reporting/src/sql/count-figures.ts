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

/** Counts the rows that `selectFigureRows` lists, grouped in several ways at once: the rows are gathered once, and that is most of the work. */
export async function countFigures(
  database: Queryable,
  filter: FigureFilter,
  ways: readonly (readonly Grouping[])[],
): Promise<readonly (readonly FigureCount[])[]> {
  const { rows } = await database.query<FigureCount & { readonly way: number }>(
    `with gathered as materialized (
       select region, department, item, kind, figure, hours, case when $8 then happened_at else pushed_at end as dated
         from feedback.figure_rows($1, $2, $3, $4, $5, $6, $7, $8)
     ), counted as (
       select asked.way, case when 'region' = any (asked.by) then f.region end as region,
              case when 'department' = any (asked.by) then f.department end as department,
              case when 'item' = any (asked.by) then f.item end as item,
              case when 'kind' = any (asked.by) then f.kind end as kind,
              case when 'month' = any (asked.by) then to_char(f.dated at time zone 'Asia/Shanghai', 'YYYY-MM') end as month,
              case when 'day' = any (asked.by) then to_char(f.dated at time zone 'Asia/Shanghai', 'YYYY-MM-DD') end as day,
              f.figure, count(*)::float8 as count,
              percentile_cont(0.5) within group (order by f.hours) as "medianHours",
              percentile_cont(0.9) within group (order by f.hours) as "p90Hours"
         from (select string_to_array(words, ' ') as by, way::int
                 from unnest($9::text[]) with ordinality as asked (words, way)) asked
        cross join gathered f
        group by 1, 2, 3, 4, 5, 6, 7, 8
     )
     select c.*, d.name as "departmentName", i.name as "itemName"
       from counted c
       left join policy.department d on d.region || '.' || d.department = c.department
       left join policy.item i on i.code = c.item
      order by way, month, day, region, department, item, kind`,
    [...filterValues(filter), ways.map((by) => by.join(' '))],
  );
  return ways.map((_, at) => rows.filter(({ way }) => way === at + 1).map(({ way: __, ...count }) => count));
}
