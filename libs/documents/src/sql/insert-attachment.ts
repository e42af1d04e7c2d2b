import type { Tx } from '#base/contracts';

/** A file as it was attached: known by its content. */
export interface Attachment {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Notes attachments; the same content again changes nothing. */
export async function insertAttachments(
  tx: Tx,
  attachments: readonly Attachment[],
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into feedback.attachment (sha256, name, size, media_type, stored_by, stored_at)
     select given.*, $2, $3
       from jsonb_to_recordset($1::jsonb) as given (sha256 text, name text, size bigint, "mediaType" text)
     on conflict (sha256) do nothing`,
    [JSON.stringify(attachments), by, at],
  );
}
