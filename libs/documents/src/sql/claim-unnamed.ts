import type { Tx } from '#base/contracts';

/**
 * Marks contents that came in before then and that no message carries, so that nobody can attach them any more; answers how many. Two
 * statements: what is locked here cannot be attached any more, and only the second one's snapshot shows what was attached until then.
 */
export async function claimUnnamed(tx: Tx, before: Date, at: Date, limit: number): Promise<number> {
  const { rows } = await tx.query<{ readonly sha256: string }>(
    `select sha256 from feedback.attachment a
      where a.stored_at < $1 and a.leaving_at is null
        and not exists (select from feedback.message_attachment n where n.sha256 = a.sha256)
      order by a.stored_at
      limit $2
        for update skip locked`,
    [before, limit],
  );
  const { rows: claimed } = await tx.query(
    `update feedback.attachment a set leaving_at = $2
      where a.sha256 = any ($1::text[])
        and not exists (select from feedback.message_attachment n where n.sha256 = a.sha256)
     returning a.sha256`,
    [rows.map(({ sha256 }) => sha256), at],
  );
  return claimed.length;
}
