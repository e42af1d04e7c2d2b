import v4 from 'kafkajs/src/protocol/requests/fetch/v4/response.js';
import v5 from 'kafkajs/src/protocol/requests/fetch/v5/response.js';
import v6 from 'kafkajs/src/protocol/requests/fetch/v6/response.js';
import v7 from 'kafkajs/src/protocol/requests/fetch/v7/response.js';
import v8 from 'kafkajs/src/protocol/requests/fetch/v8/response.js';
import v9 from 'kafkajs/src/protocol/requests/fetch/v9/response.js';
import v10 from 'kafkajs/src/protocol/requests/fetch/v10/response.js';
import v11 from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { readBatches, type ReadBatch } from './read-batches.js';
import type { ReadRecord } from './read-records.js';

/** What stands at the place of a batch that cannot be read: from its first offset to the message's own. */
export interface UnreadableRange {
  readonly from: bigint;
  readonly reason: string;
}

/** A message as kafkajs hands it on; what it needs of it, and what this room reads back. */
export interface FetchedMessage {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: ReadRecord['headers'];
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
  readonly unreadable: UnreadableRange | null;
}

const logAppendTime = 8;
const transactional = 16;
const control = 32;
const firstVersion = 4;
/**
 * Lets kafkajs 2.2.4 read answers to fetches through this room (its README lists such internals): its own reader knows gzip only, compares no checksum, and
 * throws for the whole answer, all topics of it, when one batch cannot be read.
 */
export function installFetchReader(): void {
  for (const [place, response] of [v4, v5, v6, v7, v8, v9, v10, v11].entries()) {
    if (typeof response.decode !== 'function')
      throw new TypeError('kafkajs has another form than version 2.2.4');
    response.decode = (bytes) => Promise.resolve(readAnswer(bytes, firstVersion + place));
  }
}

/** Reads an answer to a fetch, versions 4 to 11, by the protocol's description. */
export function readAnswer(bytes: Buffer, version: number) {
  const reader = new AnswerReader(bytes);
  const throttle = reader.int32();
  const errorCode = version >= 7 ? reader.int16() : 0;
  const sessionId = version >= 7 ? reader.int32() : 0;
  const responses = reader.array(() => ({
    topicName: reader.text(),
    partitions: reader.array(() => readPartition(reader, version)),
  }));
  // From version 8 on the broker has not throttled the request: it expects the client to.
  const [throttleTime, clientSideThrottleTime] = version >= 8 ? [0, throttle] : [throttle, 0];
  return { throttleTime, clientSideThrottleTime, errorCode, sessionId, responses };
}

function readPartition(reader: AnswerReader, version: number) {
  return {
    partition: reader.int32(),
    errorCode: reader.int16(),
    highWatermark: reader.int64(),
    lastStableOffset: reader.int64(),
    lastStartOffset: version >= 5 ? reader.int64() : '-1',
    abortedTransactions: reader.array(() => ({ producerId: reader.int64(), firstOffset: reader.int64() })),
    preferredReadReplica: version >= 11 ? reader.int32() : -1,
    messages: readBatches(reader.bytes()).flatMap(messagesOf),
  };
}

function messagesOf(batch: ReadBatch): readonly FetchedMessage[] {
  const isControlRecord = (batch.attributes & control) !== 0;
  const inTransaction = (batch.attributes & transactional) !== 0;
  const shared = { isControlRecord, batchContext: { producerId: String(batch.producerId), inTransaction } };
  if (batch.unreadable !== null) {
    const unreadable = { from: batch.firstOffset, reason: batch.unreadable };
    return [{ ...shared, ...placeholder(batch), isControlRecord: false, unreadable }];
  }
  const appended = (batch.attributes & logAppendTime) !== 0;
  const messages = batch.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
    ...shared,
    offset: String(batch.firstOffset + BigInt(offsetDelta)),
    timestamp: String(appended ? batch.maxTimestamp : batch.firstTimestamp + timestampDelta),
    key,
    value,
    headers,
    unreadable: null,
  }));
  const last = messages.at(-1);
  if (last?.offset === String(batch.lastOffset)) return messages;
  return [...messages, { ...shared, ...placeholder(batch), isControlRecord: true, unreadable: null }];
}

/** Stands where nothing can be handed on: as a control record, which reaches no handler, where compaction took the last record, so that the position goes past the batch. */
function placeholder({ lastOffset, maxTimestamp }: ReadBatch) {
  return { offset: String(lastOffset), timestamp: String(maxTimestamp), key: null, value: null, headers: [] };
}

class AnswerReader {
  #at = 0;

  constructor(private readonly answer: Buffer) {}

  int16(): number {
    this.#at += 2;
    return this.answer.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.answer.readInt32BE(this.#at - 4);
  }

  /** As a text, which is how kafkajs keeps offsets. */
  int64(): string {
    this.#at += 8;
    return String(this.answer.readBigInt64BE(this.#at - 8));
  }

  text(): string {
    const length = this.int16();
    this.#at += Math.max(length, 0);
    return this.answer.toString('utf8', this.#at - Math.max(length, 0), this.#at);
  }

  bytes(): Buffer {
    const length = Math.max(this.int32(), 0);
    this.#at += length;
    return this.answer.subarray(this.#at - length, this.#at);
  }

  array<Item>(read: () => Item): readonly Item[] {
    return Array.from({ length: Math.max(this.int32(), 0) }, read);
  }
}
