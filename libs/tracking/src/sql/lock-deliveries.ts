import { brandAs, type CaseRef, type DeliveryState, type MessageKind, type Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { KnownDelivery } from '../known-delivery.js';

interface Row {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly region: string;
  readonly fromRegion: string;
  readonly fromDepartment: string;
  readonly toRegion: string;
  readonly toDepartment: string;
  readonly key: string;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly item: string | null;
  readonly inReplyTo: string | null;
  readonly createdAt: Date;
  readonly state: DeliveryState;
}

/**
 * Locks the deliveries of the messages, and of the messages those reply to, in the order of their ids: the one order everybody
 * takes them in. Deadlines are to be locked after them.
 */
export async function lockDeliveries(tx: Tx, messages: readonly string[]): Promise<readonly KnownDelivery[]> {
  const { rows } = await tx.query<Row>(
    `select d.id as "deliveryId", m.id as "messageId", m.kind, m.region, m.from_region as "fromRegion",
            m.from_department as "fromDepartment", d.region as "toRegion", d.department as "toDepartment", m.key,
            m.source, m.case_no as "caseNumber", m.item, m.in_reply_to as "inReplyTo", m.created_at as "createdAt", d.state
       from feedback.delivery d
       join feedback.message m on m.id = d.message_id
      where d.message_id = any (
              $1::text[]::uuid[] || array(select r.in_reply_to from feedback.message r
                                   where r.id = any ($1::text[]::uuid[]) and r.in_reply_to is not null))
      order by d.id
        for update of d`,
    [textArray(messages)],
  );
  return rows.map(toKnown);
}

function toKnown(row: Row): KnownDelivery {
  const about: CaseRef | null =
    row.source === null || row.caseNumber === null
      ? null
      : { source: brandAs(row.source), caseNumber: brandAs(row.caseNumber) };
  return {
    deliveryId: row.deliveryId,
    messageId: row.messageId,
    kind: row.kind,
    region: brandAs(row.region),
    from: { region: brandAs(row.fromRegion), department: brandAs(row.fromDepartment) },
    to: { region: brandAs(row.toRegion), department: brandAs(row.toDepartment) },
    key: row.key,
    about,
    item: row.item === null ? null : brandAs(row.item),
    inReplyTo: row.inReplyTo,
    createdAt: row.createdAt,
    state: row.state,
    deadlines: [],
  };
}
