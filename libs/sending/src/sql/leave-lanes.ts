import type { Tx } from '#base/contracts';

/** The sender ends: its lanes are free and the others' share grows. Rows of senders gone for a day are cleared on the way. */
export async function leaveLanes(tx: Tx, owner: string): Promise<void> {
  await tx.query("update feedback.lane set owner = null, leased_until = '-infinity' where owner = $1", [
    owner,
  ]);
  await tx.query("delete from feedback.sender where owner = $1 or seen_at < now() - interval '1 day'", [
    owner,
  ]);
}
