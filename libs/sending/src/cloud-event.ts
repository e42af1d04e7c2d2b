import { brandAs, departmentName, eventType, type MessageId } from '#base/contracts';
import { noOfficialCalendar, toEventHeaders } from '#base/kafka';
import { schemaId } from '#base/model';
import type { OutboxRow } from './sql/claim-outbox.js';

/** The message's CloudEvents 1.0 headers (Kafka binary mode) with the hub's extensions (design §7). */
export function toHeaders(row: OutboxRow): Readonly<Record<string, string>> {
  return toEventHeaders({
    id: brandAs<MessageId>(row.messageId),
    type: eventType(row.kind),
    source: departmentName({ region: brandAs(row.fromRegion), department: brandAs(row.fromDepartment) }),
    subject: row.key,
    time: row.createdAt,
    dataSchema: schemaId(row.kind),
    deadline: row.deadline === noOfficialCalendar ? noOfficialCalendar : new Date(row.deadline),
    receipts: row.receipts,
    supersedes: row.supersedes === null ? null : brandAs<MessageId>(row.supersedes),
    inReplyTo: row.inReplyTo === null ? null : brandAs<MessageId>(row.inReplyTo),
    traceparent: row.traceparent,
  });
}
