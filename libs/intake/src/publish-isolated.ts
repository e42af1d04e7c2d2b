import { isolate } from '#base/contracts';
import { RefusedRecords, type OutgoingMessage, type Publisher, type RefusedRecord } from '#base/kafka';
import { faultKind, isSharedFault } from '#base/postgres';
import { shown, type RowRefusal } from './refused-row.js';

/** A row on its way: the message made of it, or of what stands in its place. */
export interface Travelling {
  readonly key: string;
  message(): OutgoingMessage;
  refused(refusal: RowRefusal): OutgoingMessage;
}

/**
 * Publishes rows and waits for every ack. One that can never be taken (too large for its topic, refused by the broker, one that our own
 * code breaks off on) is replaced by the reason, which is parked; the others are published.
 */
export async function publishIsolated(publisher: Publisher, rows: readonly Travelling[]): Promise<void> {
  await isolate(rows, {
    handle: (some) => publishTaken(publisher, some),
    isShared: isSharedFault,
    park: (only, fault) =>
      publisher.publish([
        only.refused({
          code: 'HUB_RECORD_UNREADABLE',
          sentence: `主键 ${shown(only.key)} 的一行枢纽无法处理（${faultKind(fault)}），请运维与研发核实`,
        }),
      ]),
  });
}

async function publishTaken(publisher: Publisher, rows: readonly Travelling[]): Promise<void> {
  const messages = rows.map((row) => row.message());
  const replaced = new Set<number>();
  // Each round replaces at least one by something small; what is refused even so is no matter of the row any more.
  for (;;) {
    try {
      return await publisher.publish(messages);
    } catch (fault) {
      if (!(fault instanceof RefusedRecords) || fault.records.some(({ index }) => replaced.has(index)))
        throw fault;
      for (const record of fault.records) {
        const row = rows[record.index];
        if (row !== undefined) messages[record.index] = row.refused(refusalOf(row, record));
        replaced.add(record.index);
      }
    }
  }
}

function refusalOf({ key }: Travelling, { bytes, limit }: RefusedRecord): RowRefusal {
  const of = `主键 ${shown(key)} 的一行`;
  if (limit === null)
    return { code: 'HUB_RECORD_UNREADABLE', sentence: `${of}被消息队列拒绝，请运维核对原始主题的设置` };
  return {
    code: 'HUB_RECORD_TOO_LARGE',
    sentence: `${of}共 ${bytes} 字节，超过原始主题每条 ${limit} 字节的上限，未能接入；请部门缩减过长的列（如正文、附件）后重新报送，或由运维调大主题的 max.message.bytes`,
  };
}
