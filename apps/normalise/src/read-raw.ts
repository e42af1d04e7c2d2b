import {
  HubError,
  rawHeaders,
  type ConsumedBatch,
  type ConsumedMessage,
  type RawMessage,
  type SourceId,
} from '#base/contracts';
import { fromRawTopic } from '#base/kafka';
import type { ParkedRow } from '#base/postgres';

/** A message as read from its raw topic, or the reason it cannot be read. */
export type RawReading = { readonly raw: RawMessage } | { readonly parked: ParkedRow };

/** Reads a raw message; what collect cannot have written is parked as `parse`. */
export function readRaw(source: SourceId, batch: ConsumedBatch, message: ConsumedMessage): RawReading {
  try {
    return { raw: fromRawTopic(source, batch, message) };
  } catch (thrown) {
    if (!(thrown instanceof HubError) || thrown.remedy !== 'park') throw thrown;
    return { parked: unreadable(source, batch, message, thrown) };
  }
}

function unreadable(
  source: SourceId,
  batch: ConsumedBatch,
  message: ConsumedMessage,
  fault: HubError,
): ParkedRow {
  return {
    cause: 'parse',
    code: fault.code,
    field: null,
    sentence: `${fault.sentence}；请检查是否有其他程序向该主题写入。`,
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

/** The parked row of a raw message that a later step refuses. */
export function parkedFrom(
  raw: RawMessage,
  cause: ParkedRow['cause'],
  fault: Pick<ParkedRow, 'code' | 'field' | 'sentence'>,
): ParkedRow {
  return {
    cause,
    code: fault.code,
    field: fault.field,
    sentence: fault.sentence,
    source: raw.source,
    stream: raw.stream,
    caseNumber: raw.caseNumber,
    standard: raw.standard,
    generation: raw.generation,
    topic: raw.position.topic,
    partition: raw.position.partition,
    offset: raw.position.offset,
    hash: raw.hash,
    readAt: raw.readAt,
    operation: raw.operation,
    body: raw.body,
  };
}
