import { crc32c, Writer } from '@platformatic/kafka';
import { BrokenBytes } from './broken-bytes.js';
import { codecNames, codecOf } from './codecs.js';
import { readRecords, type ReadRecord } from './read-records.js';

/** One record batch as it lies on a partition; `unreadable` says why its records cannot be had. */
export interface ReadBatch {
  readonly firstOffset: bigint;
  readonly lastOffset: bigint;
  readonly attributes: number;
  readonly firstTimestamp: bigint;
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  readonly records: readonly ReadRecord[];
  readonly unreadable: string | null;
}

/** Bounds of what foreign bytes may become. */
export interface BatchBounds {
  /** Bytes one batch may have once it is decompressed. */
  readonly batchBytes: number;
  /** Decompressed bytes after which further batches are left for the next fetch. */
  readonly fetchBytes: number;
  readonly batchRecords: number;
}

/**
 * A producer's batch is 1 MiB at most where nobody raised it, and texts shrink to a tenth or a thirtieth: 64 MiB is more than honest senders
 * reach and what a process can bear. Records are bounded by themselves: seven bytes each make objects of two hundred.
 */
export const defaultBounds: BatchBounds = {
  batchBytes: 64 * 1_048_576,
  fetchBytes: 16 * 1_048_576,
  batchRecords: 500_000,
};

const headBytes = 61;
const framingBytes = 12;
const checksumAt = 17;
const afterChecksum = 21;
const codecMask = 7;

/**
 * Reads the batches of one partition's answer. Bytes of a batch that is not whole at the end belong to the next fetch. A batch that
 * cannot be read (unknown codec or format, wrong checksum, broken or too much data) is answered as such, with its offsets, and stops nothing.
 */
export function readBatches(bytes: Buffer, bounds: BatchBounds = defaultBounds): readonly ReadBatch[] {
  const batches: ReadBatch[] = [];
  let read = 0;
  for (let at = 0; at + framingBytes + 5 <= bytes.length && read < bounds.fetchBytes;) {
    const end = at + framingBytes + bytes.readInt32BE(at + 8);
    const whole = end > at + framingBytes && end <= bytes.length;
    // Brokers send the first batch whole: one that says otherwise lies about its length, and would be fetched for ever.
    if (!whole && at > 0) break;
    const one = readBatch(bytes.subarray(at, whole ? end : bytes.length), whole, bounds);
    batches.push(one.batch);
    read += one.bytes;
    if (!whole) break;
    at = end;
  }
  return batches;
}

interface Sized {
  readonly batch: ReadBatch;
  /** Bytes its records take once decompressed. */
  readonly bytes: number;
}

function readBatch(bytes: Buffer, whole: boolean, bounds: BatchBounds): Sized {
  const format = bytes.readInt8(16);
  if (format !== 2 || bytes.length < headBytes)
    return unreadable(oldHead(bytes), `消息格式 v${format} 不是枢纽能读的 v2`);
  const head = readHead(bytes);
  if (!whole) return unreadable(head, '批的长度与内容不符');
  if (bytes.readUInt32BE(checksumAt) !== checksum(bytes.subarray(afterChecksum))) {
    return unreadable(head, '校验和不符，数据在传输或磁盘上损坏');
  }
  return readContent(bytes, head, bounds);
}

function readContent(bytes: Buffer, head: Head, bounds: BatchBounds): Sized {
  const number = head.attributes & codecMask;
  const codec = codecOf(number);
  if (codec === null) return unreadable(head, `压缩方式编号 ${number} 未知`);
  const count = bytes.readInt32BE(headBytes - 4);
  try {
    const content = codec(bytes.subarray(headBytes), bounds.batchBytes);
    if (count < 0 || count > bounds.batchRecords)
      throw new BrokenBytes(`有 ${count} 条记录，超过 ${bounds.batchRecords} 条的上限`);
    return {
      batch: { ...head, records: readRecords(content, count), unreadable: null },
      bytes: content.length,
    };
  } catch (thrown) {
    const why = thrown instanceof BrokenBytes ? thrown.message : '数据已损坏';
    return unreadable(head, number === 0 ? why : `以 ${codecNames[number]} 压缩，${why}`);
  }
}

type Head = Omit<ReadBatch, 'records' | 'unreadable'>;

function unreadable(head: Head, reason: string): Sized {
  return { batch: { ...head, records: [], unreadable: reason }, bytes: 0 };
}

function readHead(bytes: Buffer): Head {
  const firstOffset = bytes.readBigInt64BE(0);
  const delta = bytes.readInt32BE(23);
  return {
    firstOffset,
    lastOffset: firstOffset + BigInt(Math.max(delta, 0)),
    attributes: bytes.readInt16BE(21),
    firstTimestamp: bytes.readBigInt64BE(27),
    maxTimestamp: bytes.readBigInt64BE(35),
    producerId: bytes.readBigInt64BE(43),
  };
}

/** Before format 2 every message stood for itself; a compressed one carries the offset of its last. */
function oldHead(bytes: Buffer): Head {
  const firstOffset = bytes.readBigInt64BE(0);
  return {
    firstOffset,
    lastOffset: firstOffset,
    attributes: 0,
    firstTimestamp: -1n,
    maxTimestamp: -1n,
    producerId: -1n,
  };
}

/** Given a writer's buffer the client sums it where it lies; given bytes it copies them first. */
function checksum(bytes: Buffer): number {
  return crc32c(Writer.create().append(bytes).dynamicBuffer);
}
