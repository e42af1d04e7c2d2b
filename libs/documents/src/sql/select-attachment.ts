import type { Queryable } from '#base/contracts';
import type { Attachment } from './insert-attachment.js';

/** The attachment of that content; null where none was stored. */
export async function selectAttachment(database: Queryable, sha256: string): Promise<Attachment | null> {
  const { rows } = await database.query<Attachment>(
    `select name, sha256, size::float8 as size, media_type as "mediaType" from feedback.attachment
      where sha256 = $1 and leaving_at is null`,
    [sha256],
  );
  return rows[0] ?? null;
}
