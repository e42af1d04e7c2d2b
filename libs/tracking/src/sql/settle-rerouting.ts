import type { DepartmentRef, MessageId, Tx } from '#base/contracts';

/** How a return ended: sent on under a new message by the boundary list or a person, or closed with nobody to send it to. */
export interface ReroutingEnd {
  readonly deliveryId: string;
  readonly resolution: 'boundary' | 'person' | 'closed';
  readonly to: DepartmentRef | null;
  readonly message: MessageId | null;
}

/** Notes what became of a return. */
export async function settleRerouting(tx: Tx, end: ReroutingEnd, at: Date): Promise<void> {
  await tx.query(
    `update feedback.rerouting
        set resolved_at = $2, resolution = $3, to_region = coalesce($4, to_region),
            to_department = coalesce($5, to_department), new_message = $6
      where delivery_id = $1`,
    [end.deliveryId, at, end.resolution, end.to?.region ?? null, end.to?.department ?? null, end.message],
  );
}
