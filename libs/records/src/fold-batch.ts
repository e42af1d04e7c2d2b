import type { RecordToPut } from '#base/contracts';

/** A batch with each key once: the winner goes into the table, the rest only into history, each edition once. */
export interface Folded {
  readonly winners: readonly RecordToPut[];
  readonly losers: readonly { readonly put: RecordToPut; readonly conflict: boolean }[];
  readonly repeats: readonly RecordToPut[];
}

/** Folds records of one kind, given in the order they were read: the highest revision of a key wins, among equals the later read. */
export function foldBatch(records: readonly RecordToPut[]): Folded {
  const winners = new Map<string, RecordToPut>();
  const losers = new Map<string, { readonly put: RecordToPut; readonly conflict: boolean }>();
  const repeats: RecordToPut[] = [];
  // A page that was published twice may lie in the batch twice, with its lower revisions too.
  const lose = (put: RecordToPut, conflict: boolean): void => {
    const edition = `${keyOf(put)}\n${put.record.revision}\n${put.hash}`;
    if (losers.has(edition)) repeats.push(put);
    else losers.set(edition, { put, conflict });
  };
  for (const put of records) {
    const held = winners.get(keyOf(put));
    if (held !== undefined && held.record.revision === put.record.revision && held.hash === put.hash) {
      repeats.push(put);
    } else if (held !== undefined && put.record.revision < held.record.revision) {
      lose(put, false);
    } else {
      if (held !== undefined) lose(held, held.record.revision === put.record.revision);
      winners.set(keyOf(put), put);
    }
  }
  return { winners: [...winners.values()], losers: [...losers.values()], repeats };
}

function keyOf({ record }: RecordToPut): string {
  return `${record.caseNumber}\n${record.rowKey}`;
}
