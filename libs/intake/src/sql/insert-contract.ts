import type { SourceId, Tx } from '#base/contracts';
import type { StoredContract } from './select-contracts.js';

/** Stores the first contract of a stream; false when there is one. */
export async function insertContract(
  tx: Tx,
  source: SourceId,
  { stream, sampled, columns }: StoredContract,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into intake.contract (source, stream, sampled, columns, learned_at) values ($1, $2, $3, $4, $5)
     on conflict (source, stream) do nothing`,
    [source, stream, sampled, JSON.stringify(columns), at],
  );
  return rowCount === 1;
}
