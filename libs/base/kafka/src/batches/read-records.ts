import { BrokenBytes } from './broken-bytes.js';

/** One record of a batch; offset and time are counted from the batch's first. */
export interface ReadRecord {
  readonly offsetDelta: number;
  readonly timestampDelta: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

/** A record takes seven bytes at least, a header two: what counts more than its bytes can hold is no record. */
const smallestRecord = 7;
const smallestHeader = 2;

/** The records of a batch, decompressed; throws an error whose message says in Chinese what is wrong. */
export function readRecords(content: Buffer, count: number): readonly ReadRecord[] {
  if (count * smallestRecord > content.length) throw new BrokenBytes(`数据容不下自述的 ${count} 条记录`);
  const reader = new RecordReader(content);
  const records: ReadRecord[] = [];
  for (let at = 0; at < count; at += 1) records.push(reader.record());
  return records;
}

class RecordReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  record(): ReadRecord {
    const length = this.#varint();
    const end = this.#at + length;
    if (length < 0 || end > this.bytes.length) throw new BrokenBytes('数据里的记录不完整');
    this.#at += 1;
    const timestampDelta = this.#varlong();
    const offsetDelta = this.#varint();
    const key = this.#field();
    const value = this.#field();
    const headers = this.#headers();
    if (this.#at !== end) throw new BrokenBytes('数据里的记录与自述的长度不符');
    return { offsetDelta, timestampDelta, key, value, headers };
  }

  #headers(): ReadRecord['headers'] {
    const count = this.#varint();
    if (count === 0) return none;
    if (count < 0 || count * smallestHeader > this.bytes.length - this.#at) {
      throw new BrokenBytes(`数据容不下自述的 ${count} 个消息头`);
    }
    const headers: (readonly [Buffer, Buffer | null])[] = [];
    for (let at = 0; at < count; at += 1) headers.push([this.#field() ?? empty, this.#field()]);
    return headers;
  }

  #field(): Buffer | null {
    const length = this.#varint();
    if (length < 0) return null;
    const end = this.#at + length;
    if (end > this.bytes.length) throw new BrokenBytes('数据里的字段不完整');
    const field = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return field;
  }

  /** Zigzag, seven bits a byte, five bytes at most. */
  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw new BrokenBytes('数据里的整数无法识别');
  }

  #varlong(): bigint {
    const small = this.bytes[this.#at];
    if (small !== undefined && small < 0x80) {
      this.#at += 1;
      return BigInt((small >>> 1) ^ -(small & 1));
    }
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw new BrokenBytes('数据里的整数无法识别');
  }

  #byte(): number {
    const byte = this.bytes[this.#at];
    if (byte === undefined) throw new BrokenBytes('数据不完整');
    this.#at += 1;
    return byte;
  }
}

const empty = Buffer.alloc(0);
const none: ReadRecord['headers'] = [];
