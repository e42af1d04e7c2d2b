import type { Tx } from '#base/contracts';

/**
 * Licences of these holders arrived: breaches that found nobody, or too many, are looked at again. Rows that are being decided
 * beside it are passed over; a first miss is looked at once more anyhow.
 */
export async function recallBreaches(tx: Tx, holders: readonly string[], at: Date): Promise<void> {
  if (holders.length === 0) return;
  await tx.query(
    `update feedback.breach
        set retry_at = $2
      where id in (select id from feedback.breach
                    where holder_id = any ($1::text[]) and state in ('nobody', 'ambiguous')
                    order by id
                      for update skip locked)`,
    [holders, at],
  );
}
