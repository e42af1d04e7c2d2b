import { acceptanceStatement, reportedLast, resultStatement } from './reported-last.js';

/** The tables, or what stands for them, that a case's status is derived from. */
export interface CaseTables {
  readonly application: string;
  readonly acceptance: string;
  readonly step: string;
  readonly specialProcedure: string;
  readonly result: string;
}

/** The tables themselves. */
export const unifiedTables: CaseTables = {
  application: 'unified.application',
  acceptance: 'unified.acceptance',
  step: 'unified.step',
  specialProcedure: 'unified.special_procedure',
  result: 'unified.result',
};

/** Whether a case stands elsewhere than before, as a condition: its state or result is another, or its item or region has become known or another. */
export function standsElsewhere(before: string, now: string): string {
  const standing = (row: string): string => `(${row}.state, ${row}.result, ${row}.region, ${row}.item_codes)`;
  return `${before}.case_no is null or ${standing(before)} is distinct from ${standing(now)}`;
}

// `limit 1` keeps the planner from hashing whole tables while statistics are young. 一个办件 may have several acceptance or result rows (one per department that handles it): the one reported last speaks for the case.
/** The status of each of the cases $2 of source $1, as a query. */
export function derivedStatus(tables: CaseTables): string {
  return `
  select touched.case_no,
         case when r.result in ('VOIDED', 'DELETED') and not r.removed or a.removed then 'VOIDED'
              when r.case_no is not null and not r.removed then 'CLOSED'
              when p.suspended_since is not null then 'SUSPENDED'
              when s.case_no is not null then 'IN_PROGRESS'
              when c.case_no is not null then 'ACCEPTED'
              else 'REGISTERED' end as state,
         r.result, coalesce(r.removed, false) as result_removed, r.decided_at,
         array_remove(array[c.national_task_code, c.implement_code, a.implement_code, c.local_task_code, c.item_code,
                            a.item_code, c.national_catalog_code, c.local_catalog_code], null) as item_codes,
         coalesce(c.item_name, a.item_name) as item_name,
         coalesce(c.region_code, a.region_code, r.region_code) as region,
         coalesce(c.department_uscc, a.department_uscc) as department_uscc,
         coalesce(c.department_name, a.department_name) as department_name,
         a.applied_at, c.accepted_at, c.promised_at,
         case when r.case_no is null or r.removed then p.suspended_since end as suspended_since,
         array_remove(array[case when a.case_no is null then 'application' end,
                            case when c.case_no is null then 'acceptance' end,
                            case when r.case_no is null then 'result' end], null) as missing,
         coalesce(a.applicant_id, c.applicant_id) as holder_id,
         coalesce(a.applicant_name, c.applicant_name) as holder_name
    from unnest($2::text[]) as touched (case_no)
    left join lateral (
      select * from ${tables.application} x where x.source = $1 and x.case_no = touched.case_no and x.row_key = ''
       limit 1) a on true
    left join lateral (
      select * from ${tables.acceptance} x where x.source = $1 and x.case_no = touched.case_no
       order by ${reportedLast('x', acceptanceStatement)} limit 1) c on true
    left join lateral (
      select * from ${tables.result} x where x.source = $1 and x.case_no = touched.case_no
       order by ${reportedLast('x', resultStatement)} limit 1) r on true
    left join lateral (
      select x.case_no from ${tables.step} x where x.source = $1 and x.case_no = touched.case_no and not x.removed
       limit 1) s on true
    left join lateral (
      select min(x.started_at) as suspended_since from ${tables.specialProcedure} x
       where x.source = $1 and x.case_no = touched.case_no and not x.removed and x.ended_at is null) p on true`;
}
