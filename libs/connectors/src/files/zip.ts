import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Where one part of an archive lies. */
export interface ZipEntry {
  readonly offset: number;
  readonly compressed: number;
  readonly deflated: boolean;
}

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const longestTail = 65_557;
/** Sheets are read as they come; everything else of a workbook is held in memory. */
const streamed = /^xl\/worksheets\//;
const mostHeldBytes = 256 * 1024 * 1024;
/** XML packs well: a table of equal rows to a fiftieth. */
const mostTimes = 200;
const alwaysBytes = 64 * 1024 * 1024;

/** Whether the parts of an archive are larger than an honest one's, as they really are: what a directory says of sizes may be a lie. */
export async function isBomb(
  path: string,
  file: FileHandle,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<boolean> {
  const most = Math.max(alwaysBytes, (await file.stat()).size * mostTimes);
  let [held, all] = [0, 0];
  for (const [name, entry] of entries) {
    for await (const piece of await openBytes(path, file, entry)) {
      const { length } = piece as Buffer;
      all += length;
      if (!streamed.test(name)) held += length;
      if (all > most || held > mostHeldBytes) return true;
    }
  }
  return false;
}

/** The parts of an archive by name; null where there is no directory. */
export async function directoryOf(file: FileHandle): Promise<ReadonlyMap<string, ZipEntry> | null> {
  const { size } = await file.stat();
  const tail = await bytes(file, Math.max(0, size - longestTail), Math.min(size, longestTail));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || tail.length < end + 22 || tail.readUInt32LE(end) !== directoryEnd) return null;
  const directory = await bytes(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === directoryEntry) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.set(directory.toString('utf8', at + 46, at + 46 + nameLength), {
      deflated: directory.readUInt16LE(at + 10) === 8,
      compressed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The text of a part. */
export async function openEntry(path: string, file: FileHandle, entry: ZipEntry): Promise<Readable> {
  return (await openBytes(path, file, entry)).setEncoding('utf8');
}

async function openBytes(path: string, file: FileHandle, entry: ZipEntry): Promise<Readable> {
  // A folder, or a part without content.
  if (entry.compressed === 0) return Readable.from([]);
  const header = await bytes(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const raw = createReadStream(path, { start, end: start + entry.compressed - 1 });
  if (!entry.deflated) return raw;
  const inflated = createInflateRaw();
  raw.on('error', (cause) => inflated.destroy(cause));
  return raw.pipe(inflated);
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
