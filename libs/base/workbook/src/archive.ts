import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { checkArchiveEnd } from './archive-end.js';
import { bombed, BrokenWorkbook, noWorkbook } from './broken-workbook.js';

/** XML packs well: a table of equal rows to a fiftieth. */
const mostTimes = 200;
const alwaysBytes = 64 * 1024 * 1024;
const mostHeldBytes = 256 * 1024 * 1024;

/**
 * The parts of a packed workbook. Every length and offset is checked against the file before it is used; a part is inflated once, compared
 * with its announced size and its check sum, before the first letter of it is read as content. Every method throws BrokenWorkbook.
 */
export class Archive {
  readonly #file: FileHandle;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #room: number;

  private constructor(file: FileHandle, zip: ZipFile, entries: ReadonlyMap<string, Entry>, size: number) {
    this.#file = file;
    this.#zip = zip;
    this.#entries = entries;
    this.#room = Math.max(alwaysBytes, size * mostTimes);
  }

  static async open(path: string): Promise<Archive> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      await checkArchiveEnd(file, size);
      const zip = await broken(() => fromFdPromise(file.fd, { lazyEntries: true, autoClose: false }));
      return new Archive(file, zip, await broken(() => entriesOf(zip, size)), size);
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Inflates a part to see that it is what the directory says; `held` for parts that are kept in memory as a whole. */
  async verify(name: string, held: boolean): Promise<void> {
    const entry = this.#entry(name);
    this.#room -= entry.uncompressedSize;
    if (this.#room < 0 || (held && entry.uncompressedSize > mostHeldBytes))
      throw new BrokenWorkbook(1, bombed);
    let sum = 0;
    for await (const piece of this.bytes(name)) sum = crc32(piece, sum);
    if (sum !== entry.crc32)
      throw new BrokenWorkbook(1, '内容与压缩包的校验和不符，文件可能在传输中损坏，请重报');
  }

  /** The bytes of a part as they come. */
  async *bytes(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entry(name);
    const stream = await broken(() => this.#zip.openReadStreamPromise(entry));
    try {
      for await (const piece of stream) yield piece as Buffer;
    } catch (cause) {
      throw isOverlong(cause) ? new BrokenWorkbook(1, bombed) : asBroken(cause);
    } finally {
      stream.destroy();
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw new BrokenWorkbook(1, noWorkbook);
    if (!entry.canDecodeFileData()) throw new BrokenWorkbook(1, noWorkbook);
    return entry;
  }
}

async function entriesOf(zip: ZipFile, size: number): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  const spans: (readonly [number, number])[] = [];
  for await (const entry of zip.eachEntry()) {
    const { fileName, relativeOffsetOfLocalHeader: from, compressedSize } = entry;
    const name = fileName.toLowerCase();
    const to = from + 30 + entry.fileNameLength + compressedSize;
    if (to > size) throw new BrokenWorkbook(1, noWorkbook);
    if (entries.has(name))
      throw new BrokenWorkbook(1, '压缩包内有两个同名的部分，不知以哪个为准，请另存后重报');
    spans.push([from, to]);
    entries.set(name, entry);
  }
  spans.sort(([left], [right]) => left - right);
  // Parts that lie over one another are how a small archive is made to hold endlessly much.
  if (spans.some(([from], at) => at > 0 && from < (spans[at - 1]?.[1] ?? 0)))
    throw new BrokenWorkbook(1, bombed);
  return entries;
}

async function broken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw asBroken(cause);
  }
}

/** What the reader of archives or the inflating says is wrong with the archive; what the system says is not. */
function asBroken(cause: unknown): unknown {
  if (cause instanceof BrokenWorkbook) return cause;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return code === '' || /^(Z_|ERR_)/.test(code) ? new BrokenWorkbook(1, noWorkbook) : cause;
}

function isOverlong(cause: unknown): boolean {
  return cause instanceof Error && cause.message.startsWith('too many bytes in the stream');
}
