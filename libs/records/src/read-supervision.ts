import {
  brandAs,
  breachKinds,
  type BreachKind,
  type KindName,
  type Queryable,
  type RecordFacts,
  type RecordToPut,
  type SourceId,
  type SupervisionKey,
} from '#base/contracts';
import { kinds } from '#base/model';
import { byUnifiedNames } from './read-case-facts.js';

function isBreachKind(kind: KindName): kind is BreachKind {
  return breachKinds.some((one) => one === kind);
}

/** What it says now. */
export interface SupervisionRecord extends SupervisionKey {
  readonly revision: number;
  readonly removed: boolean;
  readonly facts: RecordFacts;
}

/** The keys of those records that are supervision data, each once. */
export function supervisionKeys(puts: readonly RecordToPut[]): readonly SupervisionKey[] {
  const keys = new Map<string, SupervisionKey>();
  for (const { record } of puts) {
    const { kind, source, caseNumber: number, rowKey } = record;
    if (isBreachKind(kind)) keys.set(`${kind}\n${number}\n${rowKey}`, { kind, source, number, rowKey });
  }
  return [...keys.values()];
}

interface Row {
  readonly source: string;
  readonly case_no: string;
  readonly row_key: string;
  readonly revision: string;
  readonly removed: boolean;
  readonly held: RecordFacts;
}

/** Reads supervision records as they stand, one statement a kind. */
export async function readSupervision(
  tx: Queryable,
  keys: readonly SupervisionKey[],
): Promise<readonly SupervisionRecord[]> {
  const records: SupervisionRecord[] = [];
  for (const [kind, own] of Map.groupBy(keys, (key) => key.kind)) {
    const { rows } = await tx.query<Row>(
      `select held.source, held.case_no, held.row_key, held.revision, held.removed, to_jsonb(held) as held
         from unnest($1::text[], $2::text[], $3::text[]) as asked (source, case_no, row_key)
        cross join lateral (
          select * from ${kinds[kind].table} x
           where x.source = asked.source and x.case_no = asked.case_no and x.row_key = asked.row_key limit 1) held`,
      [own.map(({ source }) => source), own.map(({ number }) => number), own.map(({ rowKey }) => rowKey)],
    );
    records.push(...rows.map((row) => toRecord(kind, row)));
  }
  return records;
}

function toRecord(kind: BreachKind, row: Row): SupervisionRecord {
  return {
    kind,
    source: brandAs<SourceId>(row.source),
    number: row.case_no,
    rowKey: row.row_key,
    revision: Number(row.revision),
    removed: row.removed,
    facts: byUnifiedNames(kind, row.held) ?? {},
  };
}
