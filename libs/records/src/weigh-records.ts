import type { KindName, Queryable, RecordToPut, SourceId } from '#base/contracts';
import { kinds } from '#base/model';
import { foldBatch } from './fold-batch.js';
import { readEditions, type HeldEdition } from './sql/read-editions.js';

/** What putting a record would do: a new row, a newer edition, other content under the same revision, nothing, or history only. */
export type PutVerdict = 'insert' | 'update' | 'conflict' | 'unchanged' | 'older';

/** Says what `putRecords` would do with each record, in the given order, and changes nothing. */
export async function weighRecords(
  database: Queryable,
  source: SourceId,
  records: readonly RecordToPut[],
): Promise<readonly PutVerdict[]> {
  const verdicts = new Map<RecordToPut, PutVerdict>();
  for (const [kind, group] of Map.groupBy(records, ({ record }) => record.kind)) {
    const held = await readEditions(database, kinds[kind], source, group);
    const { winners, losers, repeats } = foldBatch(group);
    for (const put of winners) verdicts.set(put, weigh(put, held.get(keyOf(put))));
    for (const { put, conflict } of losers) verdicts.set(put, conflict ? 'conflict' : 'older');
    for (const put of repeats) verdicts.set(put, 'unchanged');
  }
  return records.map((put) => verdicts.get(put) ?? 'unchanged');
}

/** By the rule of `putRecords`: the higher revision wins, among equals the later read. */
function weigh({ record, hash }: RecordToPut, held: HeldEdition | undefined): PutVerdict {
  if (held === undefined) return 'insert';
  const revision = BigInt(record.revision);
  if (revision > held.revision) return 'update';
  if (revision < held.revision) return 'older';
  return hash === held.hash ? 'unchanged' : 'conflict';
}

/** Whether a record of this verdict would become the current one of its key. */
export function replaces(verdict: PutVerdict): boolean {
  return verdict === 'insert' || verdict === 'update' || verdict === 'conflict';
}

function keyOf({ record }: RecordToPut): string {
  return `${record.caseNumber}\n${record.rowKey}`;
}

/** Kinds whose change makes routing look at a case again. */
export const decisiveKinds: ReadonlySet<KindName> = new Set(['application', 'acceptance', 'result']);
