import type { Tx } from '#base/contracts';

/** A file as it was attached: known by its content. */
export interface Attachment {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Notes a content that comes in. The same content again counts as new: it is not removed for its age, nor where it was about to be. */
export async function insertAttachment(
  tx: Tx,
  { sha256, name, size, mediaType }: Attachment,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into feedback.attachment (sha256, name, size, media_type, stored_by, stored_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (sha256) do update set stored_at = excluded.stored_at, leaving_at = null`,
    [sha256, name, size, mediaType, by, at],
  );
}
