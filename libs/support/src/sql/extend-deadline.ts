import type { Tx } from '#base/contracts';

/** Moves the completion date of a request that is not missed yet; the sweeper looks at the ladder anew, steps already taken stay taken. */
export async function extendDeadline(tx: Tx, deliveryId: string, dueAt: Date): Promise<void> {
  await tx.query(
    `update feedback.deadline
        set due_at = $2, no_calendar_year = null, state = 'open', next_at = '-infinity',
            urge_at = urge_at + ($2 - due_at)
      where delivery_id = $1 and expects = 'answered'`,
    [deliveryId, dueAt],
  );
}
