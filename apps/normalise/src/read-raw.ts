import {
  causeOf,
  HubError,
  rawHeaders,
  type ConsumedBatch,
  type ConsumedMessage,
  type RawMessage,
  type RecordToPut,
  type SourceId,
} from '#base/contracts';
import { fromRawTopic } from '#base/kafka';
import { faultKind, type ParkedRow } from '#base/postgres';

/** A message as read from its raw topic, or the reason it cannot be read. */
export type RawReading = { readonly raw: RawMessage } | { readonly parked: ParkedRow };

/** Reads a raw message; what collect cannot have written is parked as `parse`. */
export function readRaw(source: SourceId, batch: ConsumedBatch, message: ConsumedMessage): RawReading {
  if (message.unreadable !== undefined) {
    const { sentence } = message.unreadable;
    const reason = { code: 'HUB_BATCH_UNREADABLE', field: null, sentence } as const;
    return { parked: parkedUnread(source, batch, message, reason) };
  }
  try {
    return { raw: fromRawTopic(source, batch, message) };
  } catch (thrown) {
    if (!(thrown instanceof HubError) || thrown.remedy !== 'park') throw thrown;
    const sentence = `${thrown.sentence}；请检查是否有其他程序向该主题写入。`;
    return { parked: parkedUnread(source, batch, message, { code: thrown.code, field: null, sentence }) };
  }
}

/** The parked row of a message whose body is not looked at. */
export function parkedUnread(
  source: SourceId,
  batch: ConsumedBatch,
  message: ConsumedMessage,
  reason: Reason,
): ParkedRow {
  return {
    cause: 'parse',
    ...reason,
    source,
    stream: message.headers[rawHeaders.stream] ?? null,
    caseNumber: message.key,
    standard: message.headers[rawHeaders.standard] ?? null,
    generation: message.headers[rawHeaders.generation] ?? null,
    topic: batch.topic,
    partition: batch.partition,
    offset: message.offset,
    hash: message.headers[rawHeaders.hash] ?? null,
    readAt: null,
    operation: 'put',
    body: message.value?.toString('utf8') ?? null,
  };
}

/** Why a record is parked on which our own code breaks off: with the kind of fault, and nothing of the record. */
export function brokenOff(thrown: unknown): Reason {
  const sentence = `枢纽处理该记录时出错（${faultKind(thrown)}），已单独隔离，其他记录不受影响；请运维与研发核实后重试。`;
  return { code: 'HUB_RECORD_UNREADABLE', field: null, sentence };
}

/** Why a record is parked over which processes have died. */
export const deadly = {
  code: 'HUB_RECORD_UNREADABLE',
  field: null,
  sentence: '处理该记录时进程连续异常中止，已单独隔离，其他记录不受影响；请运维与研发核实后重试。',
} as const satisfies Reason;

type Reason = Pick<ParkedRow, 'code' | 'field' | 'sentence'>;

/** The parked row of a raw message that mapping refuses. */
export function parkedRaw(raw: RawMessage, { code, field, sentence }: Reason): ParkedRow {
  const { position, ...rest } = raw;
  return { ...rest, ...position, cause: causeOf(code), code, field, sentence };
}

/** The parked row of a record that was mapped and is refused later: by routing, or by the database itself. */
export function parkedRecord(put: RecordToPut, cause: ParkedRow['cause'], reason: Reason): ParkedRow {
  const { record, position, hash, stream, readAt, vanished, body } = put;
  const { source, caseNumber, standard, generation } = record;
  const { code, field, sentence } = reason;
  return {
    ...position,
    cause,
    code,
    field,
    sentence,
    source,
    stream,
    caseNumber,
    standard,
    generation,
    hash,
    readAt,
    operation: vanished ? 'delete' : 'put',
    body: Buffer.from(body).toString('utf8'),
  };
}
