import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** What the streaming reader of a workbook does not tell. */
export interface WorkbookNotes {
  readonly date1904: boolean;
  readonly firstSheet: string;
  hiddenRows(sheetFile: string): Promise<number>;
}

interface ZipEntry {
  readonly offset: number;
  readonly compressed: number;
  readonly deflated: boolean;
}

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const longestTail = 65_557;

/** Reads a workbook's table of contents; null when the file is no .xlsx (an old .xls, an encrypted or a cut one). */
export async function readWorkbookNotes(path: string): Promise<WorkbookNotes | null> {
  const file = await open(path);
  try {
    const entries = await directoryOf(file);
    const workbook = entries?.get('xl/workbook.xml');
    if (entries === null || workbook === undefined) return null;
    let text = '';
    for await (const piece of await openEntry(path, file, workbook)) text += String(piece);
    const date1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(1|true)"/.test(text);
    const firstSheet = unescape(/<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"/.exec(text)?.[1] ?? '');
    return { date1904, firstSheet, hiddenRows: (name) => countHidden(path, entries.get(name)) };
  } finally {
    await file.close();
  }
}

async function countHidden(path: string, entry: ZipEntry | undefined): Promise<number> {
  if (entry === undefined) return 0;
  const file = await open(path);
  try {
    let rest = '';
    let hidden = 0;
    for await (const piece of await openEntry(path, file, entry)) {
      const text = rest + String(piece);
      const cut = text.lastIndexOf('<');
      hidden += text.slice(0, cut).match(/<(?:\w+:)?row\b[^>]*\bhidden="(1|true)"/g)?.length ?? 0;
      rest = text.slice(cut);
    }
    return hidden;
  } finally {
    await file.close();
  }
}

async function directoryOf(file: FileHandle): Promise<ReadonlyMap<string, ZipEntry> | null> {
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

async function openEntry(path: string, file: FileHandle, entry: ZipEntry): Promise<Readable> {
  const header = await bytes(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const raw = createReadStream(path, { start, end: start + entry.compressed - 1 });
  if (!entry.deflated) return raw.setEncoding('utf8');
  const inflated = createInflateRaw();
  raw.on('error', (cause) => inflated.destroy(cause));
  return raw.pipe(inflated).setEncoding('utf8');
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
