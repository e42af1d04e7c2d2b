import type { CaseNumber, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** Derives the status of cases from their current records. One row per case; cases without any record get none. */
export async function refreshCaseStatus(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  seenAt: Date,
): Promise<void> {
  if (cases.length === 0) return;
  await tx.query(statement, [source, textArray(cases), seenAt.toISOString()]);
}

// `limit 1` keeps the planner from hashing whole tables while statistics are young. 一个办件 may have several acceptance or result rows (one per department that handles it): the newest that stands speaks for the case.
const statement = `
  insert into unified.case_status as held
    (source, case_no, state, result, result_removed, decided_at, item_codes, item_name, region,
     department_uscc, department_name, applied_at, accepted_at, promised_at, suspended_since, missing,
     first_seen_at, updated_at)
  select $1, touched.case_no,
         case when r.result in ('VOIDED', 'DELETED') and not r.removed or a.removed then 'VOIDED'
              when r.case_no is not null and not r.removed then 'CLOSED'
              when p.suspended_since is not null then 'SUSPENDED'
              when s.case_no is not null then 'IN_PROGRESS'
              when c.case_no is not null then 'ACCEPTED'
              else 'REGISTERED' end,
         r.result, coalesce(r.removed, false), r.decided_at,
         array_remove(array[c.national_task_code, c.implement_code, a.implement_code, c.local_task_code, c.item_code,
                            a.item_code, c.national_catalog_code, c.local_catalog_code], null),
         coalesce(c.item_name, a.item_name), coalesce(c.region_code, a.region_code, r.region_code),
         coalesce(c.department_uscc, a.department_uscc), coalesce(c.department_name, a.department_name),
         a.applied_at, c.accepted_at, c.promised_at,
         case when r.case_no is null or r.removed then p.suspended_since end,
         array_remove(array[case when a.case_no is null then 'application' end,
                            case when c.case_no is null then 'acceptance' end,
                            case when r.case_no is null then 'result' end], null),
         $3::timestamptz, $3::timestamptz
    from unnest($2::text[]) as touched (case_no)
    left join lateral (
      select * from unified.application x where x.source = $1 and x.case_no = touched.case_no and x.row_key = ''
       limit 1) a on true
    left join lateral (
      select * from unified.acceptance x where x.source = $1 and x.case_no = touched.case_no
       order by x.removed, x.accepted_at desc nulls last, x.row_key desc limit 1) c on true
    left join lateral (
      select * from unified.result x where x.source = $1 and x.case_no = touched.case_no
       order by x.removed, x.decided_at desc nulls last, x.row_key desc limit 1) r on true
    left join lateral (
      select x.case_no from unified.step x where x.source = $1 and x.case_no = touched.case_no and not x.removed
       limit 1) s on true
    left join lateral (
      select min(x.started_at) as suspended_since from unified.special_procedure x
       where x.source = $1 and x.case_no = touched.case_no and not x.removed and x.ended_at is null) p on true
      on conflict (source, case_no) do update
     set state = excluded.state, result = excluded.result, result_removed = excluded.result_removed,
         decided_at = excluded.decided_at, item_codes = excluded.item_codes, item_name = excluded.item_name,
         region = excluded.region, department_uscc = excluded.department_uscc,
         department_name = excluded.department_name, applied_at = excluded.applied_at,
         accepted_at = excluded.accepted_at, promised_at = excluded.promised_at,
         suspended_since = excluded.suspended_since, missing = excluded.missing, updated_at = excluded.updated_at`;
