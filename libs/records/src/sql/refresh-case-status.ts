import type { CaseNumber, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import { appendTies } from './append-ties.js';
import { derivedStatus, standsElsewhere, unifiedTables } from './derive-case-status.js';

/**
 * Derives the status of cases from their current records. One row per case; cases without any record get none. Answers the cases
 * that moved; those in which it cannot be told what was reported last get a finding.
 */
export async function refreshCaseStatus(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  seenAt: Date,
): Promise<readonly CaseNumber[]> {
  if (cases.length === 0) return [];
  const { rows } = await tx.query<{ case_no: CaseNumber }>(statement, [
    source,
    textArray(cases),
    seenAt.toISOString(),
  ]);
  await appendTies(tx, source, cases, seenAt);
  return rows.map((row) => row.case_no);
}

const statement = `
  with put as (
  insert into unified.case_status as held
    (source, case_no, state, result, result_removed, decided_at, item_codes, item_name, region,
     department_uscc, department_name, applied_at, accepted_at, promised_at, suspended_since, missing,
     holder_id, holder_name, first_seen_at, updated_at)
  select $1, derived.*, $3::timestamptz, $3::timestamptz from (${derivedStatus(unifiedTables)}) derived
      on conflict (source, case_no) do update
     set state = excluded.state, result = excluded.result, result_removed = excluded.result_removed,
         decided_at = excluded.decided_at, item_codes = excluded.item_codes, item_name = excluded.item_name,
         region = excluded.region, department_uscc = excluded.department_uscc,
         department_name = excluded.department_name, applied_at = excluded.applied_at,
         accepted_at = excluded.accepted_at, promised_at = excluded.promised_at,
         suspended_since = excluded.suspended_since, missing = excluded.missing, holder_id = excluded.holder_id,
         holder_name = excluded.holder_name, updated_at = excluded.updated_at
  returning new.case_no, ${standsElsewhere('old', 'new')} as moved)
  select case_no from put where moved`;
