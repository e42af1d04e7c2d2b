import type { Queryable } from '#base/contracts';
import type { SourcesFilter } from '../sources-filter.js';

/** One message that was not written, as it would read now. */
export interface WithheldEntry {
  readonly source: string;
  readonly caseNumber: string;
  readonly region: string;
  readonly department: string;
  readonly item: string | null;
  /** What happened to the licence; null where the message is not about a licence. */
  readonly change: string | null;
  readonly reason: string;
  readonly notedAt: Date;
}

/** The cases nobody was told of because they came by a first load or a backfill, by source and number. */
export async function selectWithheld(
  database: Queryable,
  filter: SourcesFilter,
): Promise<readonly WithheldEntry[]> {
  const { rows } = await database.query<WithheldEntry>(
    `select source, case_no as "caseNumber", region, department, item, coalesce(body ->> 'change', body ->> 'state') as change, reason,
            noted_at as "notedAt"
       from feedback.withheld
      where ($1::text is null or source = $1) and ($3::text is null or source like $3)
      order by source, case_no, region, department
      limit $2`,
    [filter.source, filter.limit, filter.within ?? null],
  );
  return rows;
}
