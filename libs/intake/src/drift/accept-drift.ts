import { ownField, type Transactions, type Tx } from '#base/contracts';
import { moveContract } from '../sql/move-contract.js';
import { putDeclared } from '../sql/put-declared.js';
import { selectContracts } from '../sql/select-contracts.js';
import { selectDeclared } from '../sql/select-declared.js';
import { selectOpenDrift, type OpenDrift } from '../sql/select-open-drift.js';
import { settleDrift } from '../sql/settle-drift.js';
import { acceptedShape } from './accepted-shape.js';
import { acceptedDeclared } from './compare-declared.js';
import type { Difference } from './compare-shapes.js';
import type { Shape } from './shape.js';

/** Who accepts a difference, and why. */
export interface Acceptance {
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/**
 * Makes an open difference part of the contract and of the agreed declaration, with the audit, in one transaction; a collector takes it up
 * within a minute. Answers `gone` when there is no such open difference, `moved` when the contract changed at the same moment and it is to be
 * tried again.
 */
export function acceptDrift(
  database: Transactions,
  id: string,
  { by, why, at }: Acceptance,
): Promise<'accepted' | 'gone' | 'moved'> {
  return database.transaction(async (tx) => {
    const drift = await selectOpenDrift(tx, id);
    if (drift === null) return 'gone';
    if (!(await moveShape(tx, drift, at)) || !(await moveDeclared(tx, drift, at))) return 'moved';
    await settleDrift(tx, id, by, why, at);
    return 'accepted';
  });
}

async function moveShape(tx: Tx, drift: OpenDrift, at: Date): Promise<boolean> {
  const stored = await selectContracts(tx, drift.source);
  const contract = stored.find(({ stream }) => stream === drift.stream);
  const difference = contract === undefined ? null : inRows(drift, contract.columns);
  if (contract === undefined || difference === null) return true;
  return moveContract(
    tx,
    drift.source,
    { ...contract, columns: acceptedShape(contract.columns, difference) },
    at,
  );
}

/** What rows show or will show of it; null where they need not show anything. */
function inRows(drift: OpenDrift, contract: Shape): Difference | null {
  if (drift.before !== null || drift.after !== null) return drift;
  const known = ownField(contract, drift.column);
  if (known === undefined || (drift.kind !== 'missing' && drift.kind !== 'renamed')) return null;
  return { ...drift, before: known, after: drift.kind === 'renamed' ? known : null };
}

async function moveDeclared(tx: Tx, drift: OpenDrift, at: Date): Promise<boolean> {
  if (drift.declaredBefore === null && drift.declaredAfter === null) return true;
  const stored = await selectDeclared(tx, drift.source);
  const declaration = stored.find(({ stream }) => stream === drift.stream);
  if (declaration === undefined) return true;
  const columns = acceptedDeclared(declaration.columns, [{ ...drift, after: drift.declaredAfter }]);
  return putDeclared(tx, drift.source, { ...declaration, columns }, at);
}
