import {
  brandAs,
  type CaseFacts,
  type CaseNumber,
  type CaseResult,
  type CaseState,
  type KindName,
  type RecordFacts,
  type RegionCode,
  type SourceId,
  type Tx,
  ownField,
} from '#base/contracts';
import { kinds } from '#base/model';
import { textArray } from '#base/postgres';
import { unifiedTables, type CaseTables } from './sql/derive-case-status.js';
import { acceptanceStatement, reportedLast, resultStatement } from './sql/reported-last.js';

/** A row of the facts' query. */
export interface FactsRow {
  readonly case_no: string;
  readonly state: CaseState;
  readonly result: CaseResult | null;
  readonly removed: boolean;
  readonly decided_at: Date | null;
  readonly region: string | null;
  readonly item_codes: readonly string[];
  readonly a: RecordFacts | null;
  readonly c: RecordFacts | null;
  readonly r: RecordFacts | null;
}

/** Reads the facts of those of the given cases that have a result: only they can owe anybody a decision. */
export function readCaseFacts(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
): Promise<readonly CaseFacts[]> {
  return read(tx, decided, source, cases);
}

/** Reads the facts of the given cases, decided or not: their state is told on its own. */
export function readStandingFacts(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
): Promise<readonly CaseFacts[]> {
  return read(tx, standing, source, cases);
}

async function read(
  tx: Tx,
  statement: string,
  source: SourceId,
  cases: readonly CaseNumber[],
): Promise<readonly CaseFacts[]> {
  if (cases.length === 0) return [];
  const { rows } = await tx.query<FactsRow>(statement, [source, textArray(cases)]);
  return rows.map((row) => toFacts(source, row));
}

/** The facts of the cases $2 of source $1, or of those of them that have a result, as a query over their status and tables. */
export function factsQuery(status: string, tables: CaseTables, which: 'decided' | 'all' = 'decided'): string {
  const only = which === 'decided' ? 'and x.result is not null' : '';
  return `
  select held.case_no, held.state, held.result, held.result_removed or held.state = 'VOIDED' as removed,
         held.decided_at, held.region, held.item_codes,
         to_jsonb(a) as a, to_jsonb(c) as c, to_jsonb(r) as r
    from unnest($2::text[]) as asked (case_no)
    join lateral (
      select * from ${status} x
       where x.source = $1 and x.case_no = asked.case_no ${only} limit 1) held on true
    left join lateral (
      select * from ${tables.application} x where x.source = $1 and x.case_no = asked.case_no and x.row_key = ''
       limit 1) a on true
    left join lateral (
      select * from ${tables.acceptance} x where x.source = $1 and x.case_no = asked.case_no
       order by ${reportedLast('x', acceptanceStatement)} limit 1) c on true
    left join lateral (
      select * from ${tables.result} x where x.source = $1 and x.case_no = asked.case_no
       order by ${reportedLast('x', resultStatement)} limit 1) r on true`;
}

const decided = factsQuery('unified.case_status', unifiedTables);
const standing = factsQuery('unified.case_status', unifiedTables, 'all');

/** A row of that query as facts. */
export function toFacts(source: SourceId, row: FactsRow): CaseFacts {
  return {
    source,
    caseNumber: brandAs<CaseNumber>(row.case_no),
    state: row.state,
    result: row.result,
    removed: row.removed,
    decidedAt: row.decided_at,
    region: row.region === null ? null : brandAs<RegionCode>(row.region),
    itemCodes: row.item_codes,
    application: byUnifiedNames('application', row.a),
    acceptance: byUnifiedNames('acceptance', row.c),
    resultRecord: byUnifiedNames('result', row.r),
  };
}

/** A row of a kind's table by the unified names of its fields. */
export function byUnifiedNames(kind: KindName, row: RecordFacts | null): RecordFacts | null {
  if (row === null) return null;
  return Object.fromEntries(
    kinds[kind].fields.map((field) => [field.name, ownField(row, field.column) ?? null]),
  );
}
