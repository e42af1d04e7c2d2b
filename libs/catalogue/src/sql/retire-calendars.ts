import type { Tx } from '#base/contracts';

/** Makes room for another current calendar. */
export async function retireCalendars(tx: Tx, version: string): Promise<void> {
  await tx.query('update policy.calendar set current = false where current and version <> $1', [version]);
}
