import type { Boundary, CalendarData, Clause, Item, Queryable, Transfer } from '#base/contracts';
import type { DepartmentEntry } from '../policy-content.js';

/** The whole policy as one statement saw it. `clauses` are all versions ever loaded. */
export interface PolicyRow {
  readonly number: number;
  readonly digest: string;
  readonly departments: readonly DepartmentEntry[];
  readonly items: readonly Item[];
  readonly transfers: readonly Transfer[];
  readonly boundaries: readonly Boundary[];
  readonly clauses: readonly (Clause & { readonly current: boolean })[];
  readonly calendar: CalendarData;
}

/** Reads the newest edition in one statement, so that no load can slip between two tables; null before the first load. */
export async function readPolicy(queryable: Queryable): Promise<PolicyRow | null> {
  const { rows } = await queryable.query<PolicyRow>(statement);
  return rows[0] ?? null;
}

const statement = `
  select edition.number, edition.digest,
         (select coalesce(json_agg(json_build_object(
                   'region', region, 'department', department, 'name', name, 'uscc', uscc, 'role', role,
                   'partitions', partitions, 'liaison', liaison, 'liaisons', liaisons, 'leader', leader) order by region, department), '[]')
            from policy.department where current) as departments,
         (select coalesce(json_agg(json_build_object(
                   'code', item.code, 'name', item.name,
                   'aliases', (select coalesce(json_agg(json_build_object('system', alias.system, 'code', alias.code)
                                                        order by alias.system, alias.code), '[]')
                                 from policy.item_alias alias where alias.item = item.code),
                   'linked', (select coalesce(json_agg(link.linked order by link.linked), '[]')
                                from policy.item_link link where link.item = item.code)) order by item.code), '[]')
            from policy.item item where item.current) as items,
         (select coalesce(json_agg(json_build_object(
                   'region', region, 'item', item, 'validFrom', valid_from, 'validTo', valid_to)), '[]')
            from policy.transfer) as transfers,
         (select coalesce(json_agg(json_build_object(
                   'region', region, 'item', item, 'approves', approves, 'supervises', supervises, 'enforces', enforces,
                   'standards', standards, 'commitment', commitment, 'duties', duties,
                   'validFrom', valid_from, 'validTo', valid_to)), '[]')
            from policy.boundary) as boundaries,
         (select coalesce(json_agg(json_build_object(
                   'id', id, 'version', version, 'memorandum', memorandum, 'region', region, 'item', item, 'kind', kind,
                   'from', from_department,
                   'to', json_build_object('region', to_region, 'department', to_department),
                   'direction', direction, 'targets', targets,
                   'profile', profile, 'materials', materials, 'claimMode', claim_mode,
                   'claimWithin', json_build_object('amount', claim_amount, 'unit', claim_unit),
                   'receipts', receipts,
                   'answerWithin', case when answer_amount is not null
                                        then json_build_object('amount', answer_amount, 'unit', answer_unit) end,
                   'urgeBefore', json_build_object('amount', urge_amount, 'unit', urge_unit),
                   'ladder', ladder, 'support', support,
                   'validFrom', valid_from, 'validTo', valid_to, 'current', current) order by id, version), '[]')
            from policy.clause) as clauses,
         (select json_build_object('version', version, 'publishedFrom', published_from,
                                   'publishedUntil', published_until, 'years', years, 'regions', regions)
            from policy.calendar where current) as calendar
    from policy.edition edition
   order by edition.number desc
   limit 1`;
