import type { Transactions } from '#base/contracts';
import { moveContract } from '../sql/move-contract.js';
import { selectContracts } from '../sql/select-contracts.js';
import { selectOpenDrift } from '../sql/select-open-drift.js';
import { settleDrift } from '../sql/settle-drift.js';
import { acceptedShape } from './accepted-shape.js';

/** Who accepts a difference, and why. */
export interface Acceptance {
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/**
 * Makes an open difference part of the contract, with the audit, in one transaction; a collector takes it up within a minute. Answers
 * `gone` when there is no such open difference, `moved` when the contract changed at the same moment and it is to be tried again.
 */
export function acceptDrift(
  database: Transactions,
  id: string,
  { by, why, at }: Acceptance,
): Promise<'accepted' | 'gone' | 'moved'> {
  return database.transaction(async (tx) => {
    const drift = await selectOpenDrift(tx, id);
    if (drift === null) return 'gone';
    const stored = await selectContracts(tx, drift.source);
    const contract = stored.find(({ stream }) => stream === drift.stream);
    if (contract === undefined) return 'gone';
    const columns = acceptedShape(contract.columns, drift);
    if (!(await moveContract(tx, drift.source, { ...contract, columns }, at))) return 'moved';
    await settleDrift(tx, id, by, why, at);
    return 'accepted';
  });
}
