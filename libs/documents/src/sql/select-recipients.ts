import type { PartyBounds, Queryable } from '#base/contracts';

/** One recipient of a document: whether it has signed for it, and what it answered. */
export interface DocumentRecipient {
  readonly messageId: string;
  readonly kind: string;
  readonly publisher: string;
  readonly key: string;
  readonly region: string;
  readonly department: string;
  readonly name: string | null;
  readonly state: string;
  readonly receivedAt: Date | null;
  readonly overdue: boolean;
  readonly nextDueAt: Date | null;
  readonly repliedAt: Date | null;
  /** The answer's body: whether it attends, or the opinion. */
  readonly reply: Readonly<Record<string, unknown>> | null;
  readonly urges: number;
  readonly urgedAt: Date | null;
}

/** The recipients of a document that those within bounds may see, in the order of their regions: its publisher sees all, a recipient itself. */
export async function selectRecipients(
  database: Queryable,
  document: string,
  within: PartyBounds,
): Promise<readonly DocumentRecipient[]> {
  const { rows } = await database.query<DocumentRecipient>(
    `select r.message_id as "messageId", r.kind, r.publisher, m.key, r.region, r.department, p.name, r.state,
            r.received_at as "receivedAt", r.overdue, r.next_due_at as "nextDueAt", r.replied_at as "repliedAt", r.reply,
            r.urges::float8 as urges, r.urged_at as "urgedAt"
       from feedback.document_recipient r
       join feedback.message m on m.id = r.message_id
       left join policy.department p on p.region = r.region and p.department = r.department
      where r.document_id::text = $1
        and (starts_with(r.publisher, coalesce($2, '')) and coalesce(split_part(r.publisher, '.', 2) = $3, true)
             or starts_with(r.region, coalesce($2, '')) and coalesce(r.department = $3, true))
      order by r.region, r.department`,
    [document, within.regions, within.department],
  );
  return rows;
}
