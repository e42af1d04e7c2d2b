import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive as it is written; what is given beside name and content is written as it is, true or not. */
export interface ArchivePart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** The announced size of the content. */
  readonly size?: number;
  readonly offset?: number;
}

/** What the end of an archive says, where it is not the truth. */
export interface ArchiveEnd {
  readonly parts?: number;
  readonly bytes?: number;
  readonly offset?: number;
  /** Writes the wide records of large archives (zip64) too, and leaves the narrow ones full. */
  readonly wide?: boolean;
}

/** An archive of parts (APPNOTE 6.3), sound unless something else is said. */
export function archiveOf(parts: readonly ArchivePart[], end: ArchiveEnd = {}): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const part of parts) {
    const [file, entry] = partOf(part, offset, end.wide === true);
    files.push(file);
    directory.push(entry);
    offset += file.length;
  }
  const [packed, index] = [Buffer.concat(files), Buffer.concat(directory)];
  const said = { parts: parts.length, bytes: index.length, offset, ...end };
  return Buffer.concat([
    packed,
    index,
    said.wide === true ? wideEnd(said, offset + index.length) : narrowEnd(said),
  ]);
}

function partOf(part: ArchivePart, offset: number, wide: boolean): readonly [Buffer, Buffer] {
  const content = Buffer.from(part.content);
  const { method = 8, flags = 0x800, crc = crc32(content), size = content.length } = part;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const name = Buffer.from(part.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  const extra = wide ? wideExtra(size, packed.length, offset) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  header.copy(entry, 8, 6, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(part.offset ?? offset, 42);
  if (wide) entry.fill(0xff, 20, 28).fill(0xff, 42, 46);
  return [Buffer.concat([header, name, packed]), Buffer.concat([entry, name, extra])];
}

type Said = Required<Omit<ArchiveEnd, 'wide'>>;

function narrowEnd({ parts, bytes, offset }: Said): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function wideEnd({ parts, bytes, offset }: Said, place: number): Buffer {
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(parts), 24);
  wide.writeBigUInt64LE(BigInt(parts), 32);
  wide.writeBigUInt64LE(BigInt(bytes), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(place), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([wide, locator, narrowEnd({ parts: 0xffff, bytes: 0xffffffff, offset: 0xffffffff })]);
}

function wideExtra(size: number, packed: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(packed), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

/** A workbook by what stands in its parts; sheets are the XML between the tags of the root. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly xml: string; readonly state?: string }[];
  /** The items of the shared strings. */
  readonly strings?: string;
  readonly styles?: string;
  readonly properties?: string;
  /** The spreadsheet's namespace; the transitional one if nothing is said. */
  readonly space?: string;
}

export const transitional = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook, each of which a test may change before they are put into an archive. */
export function workbookParts(book: WorkbookParts): readonly ArchivePart[] {
  const space = `xmlns="${book.space ?? transitional}"`;
  const sheets = book.sheets.map(
    ({ name, state = 'visible' }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 1}"/>`,
  );
  const related = (type: string, target: string, id: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const list = (...content: readonly string[]): string =>
    `${head}<Relationships xmlns="${packages}">${content.join('')}</Relationships>`;
  return [
    { name: '_rels/.rels', content: list(related('officeDocument', 'xl/workbook.xml', 'rId1')) },
    {
      name: 'xl/workbook.xml',
      content: `${head}<workbook ${space} xmlns:r="${relations}">${book.properties ?? ''}<sheets>${sheets.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: list(
        ...book.sheets.map((_, at) => related('worksheet', `worksheets/sheet${at + 1}.xml`, `rId${at + 1}`)),
        related('sharedStrings', 'sharedStrings.xml', 'rIdS'),
        related('styles', '/xl/styles.xml', 'rIdF'),
      ),
    },
    { name: 'xl/sharedStrings.xml', content: `${head}<sst ${space}>${book.strings ?? ''}</sst>` },
    { name: 'xl/styles.xml', content: `${head}<styleSheet ${space}>${book.styles ?? ''}</styleSheet>` },
    ...book.sheets.map(({ xml }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: `${head}<worksheet ${space}>${xml}</worksheet>`,
    })),
  ];
}

/** A sound workbook of one or more sheets. */
export function workbookOf(book: WorkbookParts): Buffer {
  return archiveOf(workbookParts(book));
}
