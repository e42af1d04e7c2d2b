import { isUtf8 } from 'node:buffer';
import {
  brandAs,
  HubError,
  rawHeaders,
  toCaseNumber,
  type ConsumedBatch,
  type ConsumedMessage,
  type RawMessage,
  type SourceId,
  type StreamName,
  ownField,
} from '#base/contracts';
import type { OutgoingMessage } from './outgoing-record.js';
import type { TopicNames } from './topics.js';

/** A raw message before the broker gives it a position; its body may be encoded already. */
export interface RawToPublish extends Omit<RawMessage, 'position' | 'body'> {
  readonly body: string | Buffer;
}

/** Puts a source record into the form it has on its raw topic: body as value, case number as key, the rest as headers. */
export function toRawTopic(topics: TopicNames, raw: RawToPublish, traceparent?: string): OutgoingMessage {
  return {
    topic: topics.raw(raw.source),
    key: raw.caseNumber,
    value: raw.body,
    headers: {
      [rawHeaders.stream]: raw.stream,
      [rawHeaders.standard]: raw.standard,
      [rawHeaders.generation]: raw.generation,
      [rawHeaders.hash]: raw.hash,
      [rawHeaders.readAt]: raw.readAt,
      ...(raw.operation === 'put' ? {} : { [rawHeaders.operation]: raw.operation }),
      ...(raw.quiet === undefined ? {} : { [rawHeaders.quiet]: raw.quiet }),
      ...(traceparent === undefined ? {} : { [rawHeaders.traceparent]: traceparent }),
    },
  };
}

/** Reads a raw message back. A message the hub cannot have written throws HUB_RAW_MALFORMED, whose remedy is to park it. */
export function fromRawTopic(source: SourceId, batch: ConsumedBatch, message: ConsumedMessage): RawMessage {
  const header = (name: string): string => ownField(message.headers, name) ?? malformed(batch, message, name);
  const operation = message.headers[rawHeaders.operation] ?? 'put';
  const quiet = message.headers[rawHeaders.quiet];
  return {
    source,
    stream: brandAs<StreamName>(header(rawHeaders.stream)),
    standard: header(rawHeaders.standard),
    generation: header(rawHeaders.generation),
    caseNumber: toCaseNumber(message.key ?? malformed(batch, message, 'key')),
    hash: header(rawHeaders.hash),
    readAt: header(rawHeaders.readAt),
    operation:
      operation === 'put' || operation === 'delete'
        ? operation
        : malformed(batch, message, rawHeaders.operation),
    ...(quiet === undefined ? {} : { quiet }),
    body: textOf(message.value) ?? malformed(batch, message, 'value'),
    position: { topic: batch.topic, partition: batch.partition, offset: message.offset },
  };
}

/** Bytes that are no UTF-8 would be read with letters replaced. */
function textOf(value: Buffer | null): string | null {
  return value !== null && isUtf8(value) ? value.toString('utf8') : null;
}

function malformed(batch: ConsumedBatch, message: ConsumedMessage, part: string): never {
  throw new HubError('HUB_RAW_MALFORMED', `原始消息缺少或无法识别“${part}”，不是本枢纽写入的消息`, {
    topic: batch.topic,
    partition: batch.partition,
    offset: message.offset.toString(),
    part,
  });
}
