import type { SourceId, Tx } from '#base/contracts';
import type { StoredContract } from './select-contracts.js';

/** Compare-and-set: the next version of a contract; false when it is no longer at the version that is known. */
export async function moveContract(
  tx: Tx,
  source: SourceId,
  { stream, version, sampled, columns }: StoredContract,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update intake.contract
        set version = version + 1, sampled = $4, columns = $5, learned_at = $6
      where source = $1 and stream = $2 and version = $3`,
    [source, stream, version, sampled, JSON.stringify(columns), at],
  );
  return rowCount === 1;
}
