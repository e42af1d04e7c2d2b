import { brandAs, type CaseNumber, type LicensedCase, type Queryable, type SourceId } from '#base/contracts';
import { reportedLast, resultStatement } from './reported-last.js';

/** A licence with the holder it was asked by: the code or, where the record gives none, the name. */
export interface HolderCaseRow extends LicensedCase {
  readonly holder: string;
}

/** A holder with more licences than this is nobody's to tell apart by machine. */
const mostCases = 200;

/** The granted cases of each holder, all sources together; what was voided or deleted is left out. */
export async function readHolderCases(
  tx: Queryable,
  by: 'id' | 'name',
  holders: readonly string[],
): Promise<readonly HolderCaseRow[]> {
  if (holders.length === 0) return [];
  const { rows } = await tx.query<HolderCaseRow>(by === 'id' ? byId : byName, [holders]);
  return rows.map((row) => ({
    ...row,
    source: brandAs<SourceId>(row.source),
    caseNumber: brandAs<CaseNumber>(row.caseNumber),
  }));
}

const columns = `
  select asked.holder, s.source, s.case_no as "caseNumber", s.item_codes as "itemCodes", s.item_name as "itemName", s.region,
         s.department_uscc as "departmentUscc", s.holder_id as "holderId", s.holder_name as "holderName",
         s.decided_at as "decidedAt", r.licence_name as "licenceName", r.licence_number as "licenceNumber",
         r.approval_number as "approvalNumber", r.licence_valid_to::text as "validTo"
    from unnest($1::text[]) as asked (holder)`;
const result = `
    left join lateral (
      select * from unified.result x where x.source = s.source and x.case_no = s.case_no and not x.removed
       order by ${reportedLast('x', resultStatement)} limit 1) r on true`;
const byId = `${columns}
   cross join lateral (
      select * from unified.case_status x
       where x.holder_id = asked.holder and x.result = 'GRANTED' and not x.result_removed and x.state <> 'VOIDED'
       order by x.decided_at desc nulls last limit ${mostCases}) s ${result}`;
const byName = `${columns}
   cross join lateral (
      select * from unified.case_status x
       where x.holder_name = asked.holder and x.result = 'GRANTED' and not x.result_removed and x.state <> 'VOIDED'
       order by x.decided_at desc nulls last limit ${mostCases}) s ${result}`;
