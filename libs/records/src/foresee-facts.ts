import type { CaseFacts, CaseNumber, KindName, Queryable, RecordToPut, SourceId } from '#base/contracts';
import { kinds } from '#base/model';
import { textArray } from '#base/postgres';
import { factsQuery, toFacts, type FactsRow } from './read-case-facts.js';
import { derivedStatus, standsElsewhere, unifiedTables, type CaseTables } from './sql/derive-case-status.js';

const tableKinds = Object.keys(unifiedTables) as readonly (keyof CaseTables)[];

/** A case as it would be, and whether it would stand elsewhere than now. */
export interface ForeseenCase {
  readonly facts: CaseFacts;
  readonly moved: boolean;
}

/** The cases, decided or not, as they would be if the given records were put. Nothing is: the records stand beside the tables within one query. */
export async function foreseeCases(
  database: Queryable,
  source: SourceId,
  records: readonly RecordToPut[],
): Promise<readonly ForeseenCase[]> {
  const cases: readonly CaseNumber[] = [...new Set(records.map(({ record }) => record.caseNumber))];
  if (cases.length === 0) return [];
  const incoming = tableKinds.map((kind) => JSON.stringify(rowsOf(kind, source, records)));
  const { rows } = await database.query<FactsRow & { readonly moved: boolean }>(statement, [
    source,
    textArray(cases),
    ...incoming,
  ]);
  return rows.map((row) => ({ facts: toFacts(source, row), moved: row.moved }));
}

/** Records as rows of their table, the last of a key. */
function rowsOf(kind: KindName, source: SourceId, records: readonly RecordToPut[]): readonly object[] {
  const { fields } = kinds[kind];
  const own = records.filter(({ record }) => record.kind === kind);
  const last = new Map(own.map((put) => [`${put.record.caseNumber}\n${put.record.rowKey}`, put]));
  return [...last.values()].map(({ record, position, readAt }) => ({
    source,
    case_no: record.caseNumber,
    row_key: record.rowKey,
    revision: record.revision,
    removed: record.removed,
    topic: position.topic,
    partition: position.partition,
    record_offset: position.offset.toString(),
    read_at: readAt,
    ...Object.fromEntries(fields.map(({ column }, place) => [column, record.values[place] ?? null])),
  }));
}

/** The table with the incoming rows of its kind in the place of those they replace. */
function foreseen(kind: keyof CaseTables, parameter: number): string {
  const table = unifiedTables[kind];
  const rows = `jsonb_populate_recordset(null::${table}, $${parameter}::jsonb)`;
  return `foreseen_${parameter} as (
    select * from ${rows}
     union all
    select held.* from ${table} held
     where held.source = $1 and held.case_no = any ($2::text[])
       and not exists (select from ${rows} i where i.case_no = held.case_no and i.row_key = held.row_key))`;
}

const firstParameter = 3;
const nameOf = (kind: keyof CaseTables): string => `foreseen_${firstParameter + tableKinds.indexOf(kind)}`;
const foreseenTables: CaseTables = {
  application: nameOf('application'),
  acceptance: nameOf('acceptance'),
  step: nameOf('step'),
  specialProcedure: nameOf('specialProcedure'),
  result: nameOf('result'),
};

const statement = `
  with ${tableKinds.map((kind, place) => foreseen(kind, firstParameter + place)).join(',\n  ')},
  foreseen_status as (
    select $1::text as source, derived.* from (${derivedStatus(foreseenTables)}) derived)
  select f.*, ${standsElsewhere('s', 'f')} as moved
    from (${factsQuery('foreseen_status', foreseenTables, 'all')}) f
    left join unified.case_status s on s.source = $1 and s.case_no = f.case_no`;
