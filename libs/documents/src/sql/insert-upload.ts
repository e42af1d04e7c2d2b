import type { ContentOwner, Tx } from '#base/contracts';

/** Notes whose an upload is; the same content of another leaves both of them its owners. */
export async function insertUpload(
  tx: Tx,
  sha256: string,
  { region, department }: ContentOwner,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into feedback.attachment_upload (sha256, region, department, uploaded_at)
     values ($1, coalesce($2, ''), coalesce($3, ''), $4)
     on conflict (sha256, region, department) do update set uploaded_at = excluded.uploaded_at`,
    [sha256, region, department, at],
  );
}
