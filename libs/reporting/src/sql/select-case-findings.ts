import type { CaseRef, Queryable } from '#base/contracts';

/** A doubt about a record that did not stop it. */
export interface FindingEntry {
  readonly kind: string;
  readonly rowKey: string;
  readonly code: string;
  readonly field: string;
  readonly sentence: string;
  readonly seenAt: Date;
}

export async function selectCaseFindings(
  database: Queryable,
  about: CaseRef,
): Promise<readonly FindingEntry[]> {
  const { rows } = await database.query<FindingEntry>(
    `select kind, row_key as "rowKey", code, field, sentence, seen_at as "seenAt"
       from unified.finding
      where case_no = $2 and source = $1
      order by id`,
    [about.source, about.caseNumber],
  );
  return rows;
}
