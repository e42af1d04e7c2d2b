import type { Clock, Transactions } from '#base/contracts';
import { holdMessages } from './sql/hold-messages.js';
import { tripMassHolds, type TrippedHold } from './sql/trip-mass-holds.js';

/** More licence messages of one source and region than `massChanges` within `massWindowMs` are held for confirmation. */
export interface MassFuseParts {
  readonly database: Transactions;
  readonly clock: Clock;
  readonly limits: { readonly massChanges: number; readonly massWindowMs: number };
}

/**
 * Looks whether too many licences changed at once, and holds what waits to be sent about them. While a hold is open the writer holds
 * new messages itself. Answers the holds that were opened now; safe beside other processes.
 */
export async function guardMassChanges({
  database,
  clock,
  limits,
}: MassFuseParts): Promise<readonly TrippedHold[]> {
  const now = clock.now();
  const { massChanges, massWindowMs } = limits;
  const window = {
    since: new Date(now.getTime() - massWindowMs),
    minutes: Math.round(massWindowMs / 60_000),
  };
  return database.transaction(async (tx) => {
    const tripped = await tripMassHolds(tx, { now, limit: massChanges, ...window });
    await holdMessages(tx);
    return tripped;
  });
}
