import type { Tx } from '#base/contracts';

/** Lets ladders that waited for an official calendar be planned again; those of held messages go on waiting. */
export async function wakeLadders(tx: Tx): Promise<number> {
  const { rowCount } = await tx.query(
    `update feedback.deadline l
        set next_at = '-infinity'
      where l.next_at = 'infinity' and l.met_at is null and l.state in ('open', 'missed')
        and not exists (select from feedback.outbox o where o.delivery_id = l.delivery_id and o.hold is not null)`,
  );
  return rowCount;
}
