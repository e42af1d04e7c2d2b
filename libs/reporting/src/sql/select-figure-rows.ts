import type { Queryable } from '#base/contracts';
import { filterValues, type FigureFilter } from '../figures/figure-filter.js';
import type { FigureName } from '../figures/figure-list.js';

/** One delivery that a figure counts. */
export interface FigureRow {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly region: string;
  readonly department: string;
  readonly departmentName: string | null;
  readonly item: string | null;
  readonly itemName: string | null;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly state: string;
  readonly pushedAt: Date;
  /** When the figure's own fact happened, e.g. the claim; for what is still owed, when it was pushed or fell due. */
  readonly happenedAt: Date | null;
  /** When what it owes next, or else owed last, is due; null where nothing is owed or no calendar says. */
  readonly dueAt: Date | null;
  /** For how many hours it was missed, until it was met or until now; null when it was not. */
  readonly overdueHours: number | null;
  /** Elapsed hours from the push to the claim or the answer. */
  readonly hours: number | null;
}

/** The deliveries behind a figure, oldest first; `limit` null gives all. */
export async function selectFigureRows(
  database: Queryable,
  figure: FigureName,
  filter: FigureFilter,
  limit: number | null,
): Promise<readonly FigureRow[]> {
  const lists = await selectFigureLists(database, [figure], filter, limit);
  return lists.get(figure) ?? [];
}

/** The same of several figures, gathered once; `limit` counts them all together. */
export async function selectFigureLists(
  database: Queryable,
  figures: readonly FigureName[],
  filter: FigureFilter,
  limit: number | null,
): Promise<ReadonlyMap<FigureName, readonly FigureRow[]>> {
  const { rows } = await database.query<FigureRow & { readonly figure: FigureName }>(
    `select f.figure, f.delivery_id as "deliveryId", f.message_id as "messageId", f.kind, f.region, f.department,
            d.name as "departmentName", f.item, i.name as "itemName", f.source, f.case_no as "caseNumber", f.state,
            f.pushed_at as "pushedAt", f.happened_at as "happenedAt", f.hours, owed.due as "dueAt", owed.overdue as "overdueHours"
       from feedback.figure_rows($1, $2, $3, $4, $5, $6, $7, $8) f
       left join policy.department d on d.region || '.' || d.department = f.department
       left join policy.item i on i.code = f.item
      cross join lateral (
            select coalesce(min(l.due_at) filter (where l.state in ('open', 'missed') and l.met_at is null), max(l.due_at)) as due,
                   max(extract(epoch from coalesce(l.met_at, now()) - l.due_at) / 3600)
                     filter (where l.state = 'missed')::float8 as overdue
              from feedback.deadline l
             where l.delivery_id = f.delivery_id
            ) owed
      where f.figure = any ($9::text[])
      order by f.pushed_at, f.delivery_id
      limit $10`,
    [...filterValues(filter), figures, limit],
  );
  const lists = Map.groupBy(rows, ({ figure }) => figure);
  return new Map(figures.map((name) => [name, (lists.get(name) ?? []).map(({ figure: __, ...row }) => row)]));
}
