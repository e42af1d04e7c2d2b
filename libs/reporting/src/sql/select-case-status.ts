import type { CaseResult, CaseState, Queryable } from '#base/contracts';

export interface CaseStatusRow {
  readonly source: string;
  readonly case_no: string;
  readonly state: CaseState;
  readonly result: CaseResult | null;
  readonly result_removed: boolean;
  readonly decided_at: Date | null;
  readonly item_codes: readonly string[];
  readonly item_name: string | null;
  readonly region: string | null;
  readonly department_uscc: string | null;
  readonly department_name: string | null;
  readonly applied_at: Date | null;
  readonly accepted_at: Date | null;
  readonly promised_at: Date | null;
  readonly suspended_since: Date | null;
  readonly missing: readonly string[];
  readonly route: string | null;
  readonly route_reason: string | null;
  readonly waiting_since: Date | null;
}

/** The cases of a number: one a source that uses it. */
export async function selectCaseStatus(
  database: Queryable,
  caseNumber: string,
): Promise<readonly CaseStatusRow[]> {
  const { rows } = await database.query<CaseStatusRow>(
    `select source, case_no, state, result, result_removed, decided_at, item_codes, item_name, region,
            department_uscc, department_name, applied_at, accepted_at, promised_at, suspended_since, missing,
            route, route_reason, waiting_since
       from unified.case_status
      where case_no = $1
      order by source`,
    [caseNumber],
  );
  return rows;
}
