import type { Queryable } from '#base/contracts';
import type { CaseDelivery } from './select-case-deliveries.js';

/** A message with whom it is about. */
export interface MessageRow extends CaseDelivery {
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly item: string | null;
  /** What keeps it in order: the case, or the thread of a document. */
  readonly key: string;
}

/** One message and what became of it at its recipient; null when there is none of this id. */
export async function selectMessage(database: Queryable, id: string): Promise<MessageRow | null> {
  const { rows } = await database.query<MessageRow>(
    `select m.id as "messageId", d.id as "deliveryId", m.kind, m.source, m.case_no as "caseNumber", m.item, m.key,
            m.body ->> 'change' as change, m.from_region || '.' || m.from_department as "from",
            d.region || '.' || d.department as "to", m.clause_id || '@' || m.clause_version as clause,
            d.claim_mode as "claimMode", d.state, m.supersedes, m.in_reply_to as "inReplyTo",
            d.return_reason as "returnReason", d.overdue, m.created_at as "createdAt", d.delivered_at as "deliveredAt"
       from feedback.message m
       join feedback.delivery_overview d on d.message_id = m.id
      where m.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
