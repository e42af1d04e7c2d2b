import type { Tx } from '#base/contracts';

/** Leaves a return open with the reason why the decision about it cannot be carried out. */
export async function refuseDecision(tx: Tx, deliveryId: string, sentence: string): Promise<void> {
  await tx.query(
    `update feedback.rerouting set decision = null, to_region = null, to_department = null, refusal = $2 where delivery_id = $1`,
    [deliveryId, sentence],
  );
}
