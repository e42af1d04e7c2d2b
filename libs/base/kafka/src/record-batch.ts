import { crc32c, Writer, type MessageRecord } from '@platformatic/kafka';
import { headBytes, recordSize, varintSize, zigzag } from './record-size.js';

/** Whose batch it is: the idempotent producer, and the number of the batch's first record in its partition. */
export interface BatchOwner {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

const afterLength = 12;
const checksumAt = 17;
const afterChecksum = 21;
const format = 2;

/**
 * Records of one partition as a record batch (magic 2, uncompressed, all with the same time), in one piece. The client's own encoder
 * makes some thirty small buffers a record and copies them together twice, which costs more than everything else on the way to the broker.
 */
export function encodeBatch(records: readonly MessageRecord[], owner: BatchOwner, atMs: number): Buffer {
  const sizes = records.map(recordSize);
  const length = sizes.reduce((sum, size) => sum + varintSize(size) + size, headBytes);
  const batch = Buffer.allocUnsafe(length);
  writeHead(batch, records.length, owner, BigInt(atMs));
  let at = headBytes;
  records.forEach((record, place) => {
    at = writeVarint(batch, sizes[place] ?? 0, at);
    at = writeRecord(batch, record, place, at);
  });
  batch.writeUInt32BE(checksum(batch.subarray(afterChecksum)), checksumAt);
  return batch;
}

function writeHead(batch: Buffer, records: number, owner: BatchOwner, at: bigint): void {
  batch.writeBigInt64BE(0n, 0);
  batch.writeInt32BE(batch.length - afterLength, 8);
  batch.writeInt32BE(0, afterLength);
  batch.writeInt8(format, 16);
  batch.writeInt16BE(0, afterChecksum);
  batch.writeInt32BE(records - 1, 23);
  batch.writeBigInt64BE(at, 27);
  batch.writeBigInt64BE(at, 35);
  batch.writeBigInt64BE(owner.producerId, 43);
  batch.writeInt16BE(owner.producerEpoch, 51);
  batch.writeInt32BE(owner.firstSequence, 53);
  batch.writeInt32BE(records, 57);
}

function writeRecord(
  batch: Buffer,
  { key, value, headers }: MessageRecord,
  place: number,
  start: number,
): number {
  batch[start] = 0;
  batch[start + 1] = 0;
  let at = writeVarint(batch, place, start + 2);
  at = writeField(batch, value, writeField(batch, key, at));
  at = writeVarint(batch, headers?.size ?? 0, at);
  for (const [name, text] of headers ?? []) at = writeField(batch, text, writeField(batch, name, at));
  return at;
}

function writeField(batch: Buffer, field: Buffer | undefined, start: number): number {
  if (field === undefined) return writeVarint(batch, -1, start);
  const at = writeVarint(batch, field.length, start);
  batch.set(field, at);
  return at + field.length;
}

function writeVarint(batch: Buffer, value: number, start: number): number {
  let at = start;
  let rest = zigzag(value);
  for (; rest > 0x7f; rest >>>= 7) {
    batch[at] = (rest & 0x7f) | 0x80;
    at += 1;
  }
  batch[at] = rest;
  return at + 1;
}

/** Given a writer's buffer the client sums it where it lies; given bytes it copies them first. */
function checksum(bytes: Buffer): number {
  return crc32c(Writer.create().append(bytes).dynamicBuffer);
}
