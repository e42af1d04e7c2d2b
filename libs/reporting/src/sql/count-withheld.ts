import type { Queryable } from '#base/contracts';

/** What a department would have been told, had the cases not come by a first load or a backfill. */
export interface WithheldCount {
  readonly source: string;
  readonly region: string;
  readonly department: string;
  /** `first-load` or `backfill-<id>`. */
  readonly reason: string;
  /** granted, corrected, reissued or voided; all but the first concern something the department was told. */
  readonly change: string;
  readonly messages: number;
  /** Of them, those a person has asked to be told and that are not yet. */
  readonly asked: number;
}

/** Counts what is withheld, of one source or of all. */
export async function countWithheld(
  database: Queryable,
  source: string | null,
): Promise<readonly WithheldCount[]> {
  const { rows } = await database.query<WithheldCount>(
    `select source, region, department, reason, body ->> 'change' as change, count(*)::float8 as messages,
            count(asked_at)::float8 as asked
       from feedback.withheld
      where $1::text is null or source = $1
      group by 1, 2, 3, 4, 5
      order by 1, 2, 3, 4, 5`,
    [source],
  );
  return rows;
}
