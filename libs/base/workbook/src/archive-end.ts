import type { FileHandle } from 'node:fs/promises';
import { BrokenWorkbook, noWorkbook } from './broken-workbook.js';

const longestTail = 65_557;
const endSize = 22;
const locatorSize = 20;
const wideEndSize = 56;
const ending = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const locator = 0x07064b50;
const wideEnding = 0x06064b50;
const mostParts = 10_000;
/** A directory entry holds at least this much. */
const leastEntry = 46;

/**
 * Looks at the record with which an archive ends (APPNOTE 4.3.16, and 4.3.14 where it is wide) before anything is read by what it says: the
 * directory it names must lie within the file, before the record, and be large enough for the entries it announces. Throws BrokenWorkbook.
 */
export async function checkArchiveEnd(file: FileHandle, size: number): Promise<void> {
  const length = Math.min(size, longestTail + locatorSize);
  const tail = await bytesAt(file, size - length, length);
  const at = tail.lastIndexOf(ending);
  if (at === -1 || tail.length < at + endSize || tail.readUInt16LE(at + 20) !== tail.length - at - endSize)
    throw new BrokenWorkbook(1, noWorkbook);
  const isWide = at >= locatorSize && tail.readUInt32LE(at - locatorSize) === locator;
  const end = isWide
    ? await wideEnd(file, tail.readBigUInt64LE(at - locatorSize + 8), size)
    : {
        place: BigInt(size - length + at),
        parts: BigInt(tail.readUInt16LE(at + 10)),
        bytes: BigInt(tail.readUInt32LE(at + 12)),
        offset: BigInt(tail.readUInt32LE(at + 16)),
      };
  const fits = end.offset + end.bytes <= end.place && end.parts * BigInt(leastEntry) <= end.bytes;
  if (!fits || end.parts > mostParts) throw new BrokenWorkbook(1, noWorkbook);
}

interface End {
  readonly place: bigint;
  readonly parts: bigint;
  readonly bytes: bigint;
  readonly offset: bigint;
}

async function wideEnd(file: FileHandle, place: bigint, size: number): Promise<End> {
  if (place + BigInt(wideEndSize) > BigInt(size)) throw new BrokenWorkbook(1, noWorkbook);
  const record = await bytesAt(file, Number(place), wideEndSize);
  if (record.length < wideEndSize || record.readUInt32LE(0) !== wideEnding)
    throw new BrokenWorkbook(1, noWorkbook);
  return {
    place,
    parts: record.readBigUInt64LE(32),
    bytes: record.readBigUInt64LE(40),
    offset: record.readBigUInt64LE(48),
  };
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
