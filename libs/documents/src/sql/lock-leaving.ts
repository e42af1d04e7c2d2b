import type { Tx } from '#base/contracts';

/** Locks a content that is leaving, until the transaction ends; null where none is, or others are at all of them. */
export async function lockLeaving(tx: Tx): Promise<string | null> {
  const { rows } = await tx.query<{ readonly sha256: string }>(
    `select sha256 from feedback.attachment where leaving_at is not null
      order by leaving_at limit 1 for update skip locked`,
  );
  return rows[0]?.sha256 ?? null;
}
