import type { CaseRef, Queryable } from '#base/contracts';

/** A message about a case and what became of it at its recipient. */
export interface CaseDelivery {
  readonly messageId: string;
  readonly deliveryId: string;
  readonly kind: string;
  readonly change: string | null;
  readonly from: string;
  readonly to: string;
  readonly clause: string | null;
  readonly claimMode: string;
  readonly state: string;
  readonly supersedes: string | null;
  readonly inReplyTo: string | null;
  readonly returnReason: string | null;
  readonly overdue: boolean;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

export async function selectCaseDeliveries(
  database: Queryable,
  about: CaseRef,
): Promise<readonly CaseDelivery[]> {
  const { rows } = await database.query<CaseDelivery>(
    `select m.id as "messageId", d.id as "deliveryId", m.kind, m.body ->> 'change' as change,
            m.from_region || '.' || m.from_department as "from", d.region || '.' || d.department as "to",
            m.clause_id || '@' || m.clause_version as clause, d.claim_mode as "claimMode", d.state,
            m.supersedes, m.in_reply_to as "inReplyTo", d.return_reason as "returnReason",
            exists (select 1 from feedback.deadline l
                     where l.delivery_id = d.id and l.met_at is null and l.state in ('open', 'missed')
                       and l.due_at < now()) as overdue,
            m.created_at as "createdAt", d.delivered_at as "deliveredAt"
       from feedback.message m
       join feedback.delivery d on d.message_id = m.id
      where m.source = $1 and m.case_no = $2
      order by m.created_at, m.id`,
    [about.source, about.caseNumber],
  );
  return rows;
}
