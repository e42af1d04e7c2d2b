import type { Tx } from '#base/contracts';

/** Forgets a content that no message carries, and whose it was. */
export async function deleteAttachment(tx: Tx, sha256: string): Promise<void> {
  await tx.query('delete from feedback.attachment where sha256 = $1', [sha256]);
}
