import type { DepartmentRef, Tx } from '#base/contracts';

/** Writes a decision beside an open return; false when it is not open. */
export async function decideReturn(
  tx: Tx,
  decision: {
    readonly deliveryId: string;
    readonly to: DepartmentRef | null;
    readonly by: string;
    readonly why: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { deliveryId, to, by, why, at } = decision;
  const { rowCount } = await tx.query(
    `update feedback.rerouting
        set decision = $2, to_region = $3, to_department = $4, decided_by = $5, why = $6, decided_at = $7, refusal = null
      where delivery_id::text = $1 and resolved_at is null`,
    [deliveryId, to === null ? 'close' : 'send', to?.region ?? null, to?.department ?? null, by, why, at],
  );
  return rowCount === 1;
}
