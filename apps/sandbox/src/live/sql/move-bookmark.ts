import type { Tx } from '#base/contracts';

/** Notes how far a desk has read a partition; never backwards. */
export async function moveBookmark(
  tx: Tx,
  at: { readonly desk: string; readonly topic: string; readonly partition: number; readonly next: bigint },
): Promise<void> {
  await tx.query(
    `insert into sandbox.read_up_to as held (desk, topic, part, next_offset)
     values ($1, $2, $3, $4)
         on conflict (desk, topic, part)
         do update set next_offset = greatest(held.next_offset, excluded.next_offset)`,
    [at.desk, at.topic, at.partition, at.next],
  );
}
