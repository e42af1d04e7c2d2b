import type { Tx } from '#base/contracts';

/** Deliveries that failed before have arrived: they are parked no more. */
export async function settlePublished(tx: Tx, deliveries: readonly string[], at: Date): Promise<void> {
  await tx.query(
    `update ops.parked set state = 'released', settled_at = $2
      where cause = 'publish' and subject = any ($1) and state = 'parked'`,
    [deliveries, at],
  );
}
