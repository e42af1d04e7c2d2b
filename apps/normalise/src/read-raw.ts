import {
  brandAs,
  rawHeaders,
  toCaseNumber,
  type ConsumedMessage,
  type RawMessage,
  type SourceId,
  type StreamName,
} from '#base/contracts';
import type { ParkedRow } from '#base/postgres';

/** Where a batch comes from. */
export interface RawOrigin {
  readonly source: SourceId;
  readonly topic: string;
  readonly partition: number;
}

/** A message as read from its raw topic, or the reason it cannot be read. */
export type RawReading = { readonly raw: RawMessage } | { readonly parked: ParkedRow };

const requiredHeaders = ['stream', 'standard', 'generation', 'hash', 'readAt'] as const;

/** Reads the headers and body of a raw message; what is not one is parked as `parse`. */
export function readRaw(origin: RawOrigin, message: ConsumedMessage): RawReading {
  const { headers, key, value, offset } = message;
  const missing = requiredHeaders.find((name) => headers[rawHeaders[name]] === undefined);
  if (value === null || key === null || missing !== undefined)
    return { parked: unreadable(origin, message, missing) };
  return {
    raw: {
      source: origin.source,
      stream: brandAs<StreamName>(headers[rawHeaders.stream] ?? ''),
      standard: headers[rawHeaders.standard] ?? '',
      generation: headers[rawHeaders.generation] ?? '',
      caseNumber: toCaseNumber(key),
      hash: headers[rawHeaders.hash] ?? '',
      readAt: headers[rawHeaders.readAt] ?? '',
      operation: headers[rawHeaders.operation] === 'delete' ? 'delete' : 'put',
      body: value.toString('utf8'),
      position: { topic: origin.topic, partition: origin.partition, offset },
    },
  };
}

function unreadable(origin: RawOrigin, message: ConsumedMessage, missing: string | undefined): ParkedRow {
  const what = missing === undefined ? '缺少办件编号或内容' : `缺少消息头 ${missing}`;
  return {
    ...origin,
    cause: 'parse',
    code: 'HUB_RAW_MALFORMED',
    field: missing ?? null,
    sentence: `原始主题上的这条消息不是采集程序写入的格式(${what})；请检查是否有其他程序向该主题写入。`,
    stream: message.headers[rawHeaders.stream] ?? null,
    caseNumber: message.key,
    standard: message.headers[rawHeaders.standard] ?? null,
    generation: message.headers[rawHeaders.generation] ?? null,
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
