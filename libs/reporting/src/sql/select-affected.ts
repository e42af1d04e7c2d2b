import type { Queryable } from '#base/contracts';

/** A department that hears of cases. */
export interface AffectedDepartment {
  readonly region: string;
  readonly department: string;
  readonly name: string;
}

/**
 * Who is told of the cases of a source by the clauses in force on a date (YYYY-MM-DD): clauses of the source's region and of those its cases
 * name, for the items its cases are about; for all items while it has no case.
 */
export async function selectAffected(
  database: Queryable,
  source: string,
  date: string,
): Promise<readonly AffectedDepartment[]> {
  const { rows } = await database.query<AffectedDepartment>(
    `with known as (
       select region, item_codes from unified.case_status where source = $1
     ), place as (
       select split_part($1, '.', 1) as region union select region from known
     ), item as (
       select distinct a.item
         from known
        cross join lateral unnest(known.item_codes) as named (code)
         join policy.item_alias a on a.code = named.code
     )
     select distinct d.region, d.department, d.name
       from policy.clause c
      cross join lateral jsonb_to_recordset(c.targets) as t (region text, department text)
       join policy.department d on d.region = t.region and d.department = t.department
      where c.current and d.current
        and c.region in (select region from place)
        and $2::date between c.valid_from and coalesce(c.valid_to, 'infinity')
        and (c.item in (select item from item) or not exists (select from item))
      order by d.region, d.department`,
    [source, date],
  );
  return rows;
}
