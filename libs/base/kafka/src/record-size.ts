import type { MessageRecord } from '@platformatic/kafka';

/** Head of a batch: everything before its first record. */
export const headBytes = 61;

/** Bytes of a batch that holds this record alone. */
export function batchBytes(record: MessageRecord): number {
  const size = recordSize(record, 0);
  return headBytes + varintSize(size) + size;
}

/** Bytes of a record after its own length; attributes and the difference in time take one each. */
export function recordSize({ key, value, headers }: MessageRecord, place: number): number {
  let size = 2 + varintSize(place) + fieldSize(key) + fieldSize(value) + varintSize(headers?.size ?? 0);
  for (const [name, text] of headers ?? []) size += fieldSize(name) + fieldSize(text);
  return size;
}

function fieldSize(field: Buffer | undefined): number {
  return field === undefined ? 1 : varintSize(field.length) + field.length;
}

/** Zigzag, seven bits a byte. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest > 0x7f; rest >>>= 7) size += 1;
  return size;
}

/** A signed number so that small ones of either sign take few bytes. */
export function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
