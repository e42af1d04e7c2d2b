import type { Tx } from '#base/contracts';

/** Senders listen here; the notice goes out with the commit. */
export const outboxChannel = 'hub_outbox';

/** Wakes the senders when the transaction commits. */
export async function notifyOutbox(tx: Tx): Promise<void> {
  await tx.query('select pg_notify($1, $2)', [outboxChannel, '']);
}
