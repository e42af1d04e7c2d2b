import type { RecordToPut } from '#base/contracts';

/** A batch with each key once: the winner goes into the table, the rest only into history. */
export interface Folded {
  readonly winners: readonly RecordToPut[];
  readonly losers: readonly { readonly put: RecordToPut; readonly conflict: boolean }[];
  readonly repeats: readonly RecordToPut[];
}

/** Folds records of one kind, given in the order they were read: the highest revision of a key wins, among equals the later read. */
export function foldBatch(records: readonly RecordToPut[]): Folded {
  const winners = new Map<string, RecordToPut>();
  const losers: { put: RecordToPut; conflict: boolean }[] = [];
  const repeats: RecordToPut[] = [];
  for (const put of records) {
    const key = `${put.record.caseNumber}\n${put.record.rowKey}`;
    const held = winners.get(key);
    if (held === undefined) winners.set(key, put);
    else if (held.record.revision === put.record.revision && held.hash === put.hash) repeats.push(put);
    else if (put.record.revision < held.record.revision) losers.push({ put, conflict: false });
    else {
      losers.push({ put: held, conflict: held.record.revision === put.record.revision });
      winners.set(key, put);
    }
  }
  return { winners: [...winners.values()], losers, repeats };
}
