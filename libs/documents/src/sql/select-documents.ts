import type { PartyBounds, Queryable } from '#base/contracts';

/** A document, meeting, training or request for an opinion, and how many of its recipients have read and answered it. */
export interface DocumentEntry {
  readonly id: string;
  readonly kind: 'document-sync' | 'notice' | 'written-opinion-request';
  readonly publisher: string;
  /** Title of a document or meeting; the question of a request. */
  readonly title: string;
  readonly documentNumber: string | null;
  readonly publishedAt: Date;
  readonly attachments: number;
  readonly recipients: number;
  readonly read: number;
  readonly answered: number;
  readonly overdue: number;
  /** The latest answer is due by then. */
  readonly dueAt: Date | null;
}

/** What to look for; null leaves a bound out. `within` keeps to what those bounds published or received. */
export interface DocumentFilter {
  readonly kinds: readonly DocumentEntry['kind'][];
  readonly publisher: string | null;
  /** A recipient, `<region>.<department>`. */
  readonly recipient: string | null;
  readonly openOnly: boolean;
  readonly within: PartyBounds;
  readonly limit: number;
}

/** Documents, the newest first, each counted over the recipients the asker may see. Open ones have one that has not read or still owes an answer. */
export async function selectDocuments(
  database: Queryable,
  filter: DocumentFilter,
): Promise<readonly DocumentEntry[]> {
  const { rows } = await database.query<DocumentEntry>(
    `select document_id as id, kind, publisher,
            coalesce(min(body ->> 'title'), min(body ->> 'question'), '') as title,
            min(body ->> 'documentNumber') as "documentNumber", min(created_at) as "publishedAt",
            coalesce(max(json_array_length(body -> 'attachments')), 0) as attachments,
            count(*)::float8 as recipients, count(received_at)::float8 as read, count(replied_at)::float8 as answered,
            count(*) filter (where overdue)::float8 as overdue, max(due_at) as "dueAt"
       from feedback.document_recipient
      where kind = any ($1::text[]) and ($2::text is null or publisher = $2)
        and (starts_with(publisher, coalesce($6, '')) and coalesce(split_part(publisher, '.', 2) = $7, true)
             or starts_with(region, coalesce($6, '')) and coalesce(department = $7, true))
      group by document_id, kind, publisher
     having ($3::text is null or bool_or(region || '.' || department = $3))
        and (not $4 or bool_or(next_due_at is not null and state not in ('returned', 'cancelled')))
      order by min(created_at) desc, document_id
      limit $5`,
    [
      filter.kinds,
      filter.publisher,
      filter.recipient,
      filter.openOnly,
      filter.limit,
      filter.within.regions,
      filter.within.department,
    ],
  );
  return rows;
}
