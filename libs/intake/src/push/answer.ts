import type { CheckedRecord, RecordRefusal } from './check-records.js';

/** What became of one record. */
export type RecordAnswer =
  | { readonly index: number; readonly outcome: 'accepted' | 'repeated' }
  | ({ readonly index: number; readonly outcome: 'refused' } & RecordRefusal);

/** What became of a batch, record by record, in the order they were sent. */
export interface PushAnswer {
  readonly batch: string;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  readonly records: readonly RecordAnswer[];
}

/** Puts the answer together; `fresh` are the places of the records that went to the broker. */
export function answerOf(
  batch: string,
  checked: readonly CheckedRecord[],
  fresh: ReadonlySet<number>,
): PushAnswer {
  const records = checked.map((record, index): RecordAnswer => {
    if ('refusal' in record) return { index, outcome: 'refused', ...record.refusal };
    return { index, outcome: fresh.has(index) ? 'accepted' : 'repeated' };
  });
  const many = (outcome: RecordAnswer['outcome']): number =>
    records.filter((record) => record.outcome === outcome).length;
  return {
    batch,
    accepted: many('accepted'),
    repeated: many('repeated'),
    refused: many('refused'),
    records,
  };
}
