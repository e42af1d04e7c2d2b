import { eventType } from '#base/contracts';
import { schemaId } from '#base/model';
import type { OutboxRow } from './sql/claim-outbox.js';

/** The message's CloudEvents 1.0 headers (Kafka binary mode) with the hub's extensions (design §7). */
export function toHeaders(row: OutboxRow): Readonly<Record<string, string>> {
  return {
    ce_specversion: '1.0',
    ce_id: row.messageId,
    ce_type: eventType(row.kind),
    ce_source: `${row.fromRegion}.${row.fromDepartment}`,
    ce_subject: row.key,
    ce_time: row.createdAt.toISOString(),
    ce_dataschema: schemaId(row.kind),
    'content-type': 'application/json',
    ce_deadline: row.deadline,
    ce_receipt: row.receipts.join(','),
    ...(row.supersedes === null ? {} : { ce_supersedes: row.supersedes }),
    ...(row.inReplyTo === null ? {} : { ce_inreplyto: row.inReplyTo }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  };
}
