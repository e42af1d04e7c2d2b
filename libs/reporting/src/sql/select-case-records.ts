import type { CaseRef, KindDefinition, Queryable } from '#base/contracts';

/** The records of one kind of a case, each as one JSON object of its columns. The table's name comes from the model. */
export async function selectCaseRecords(
  database: Queryable,
  kind: KindDefinition,
  about: CaseRef,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await database.query<{ readonly record: Readonly<Record<string, unknown>> }>(
    `select to_jsonb(r) as record from ${kind.table} r where source = $1 and case_no = $2 order by row_key`,
    [about.source, about.caseNumber],
  );
  return rows.map(({ record }) => record);
}
