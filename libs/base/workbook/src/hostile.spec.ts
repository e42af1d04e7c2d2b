import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  archiveOf,
  workbookOf,
  workbookParts,
  type ArchiveEnd,
  type ArchivePart,
} from '../../../../test/support/xlsx.js';
import { BrokenWorkbook } from './broken-workbook.js';
import { CrashedReading } from './crashed-reading.js';
import { readWorkbook } from './read-workbook.js';
import type { ReadingLimits } from './reading-pool.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-spec-'));
});
afterAll(() => rm(folder, { recursive: true }));

const text = (words: string): string => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
const sound = workbookParts({
  sheets: [{ name: 'a', xml: `<sheetData><row>${text('甲')}</row></sheetData>` }],
});

/** The texts of a workbook, or the sentence it is refused with. */
async function read(content: Buffer, limits?: ReadingLimits): Promise<readonly unknown[] | string> {
  const path = join(folder, `${Math.random()}.xlsx`);
  await writeFile(path, content);
  const cells: unknown[] = [];
  try {
    for await (const { rows } of readWorkbook(path, 'first', limits))
      cells.push(...rows.flatMap((row) => row.cells));
    return cells;
  } catch (cause) {
    if (cause instanceof BrokenWorkbook || cause instanceof CrashedReading) return cause.refusal;
    throw cause;
  } finally {
    await rm(path);
  }
}

const noWorkbook = '不是有效的 .xlsx 文件';
const bomb = '压缩炸弹';
const changed = (name: string, change: Partial<ArchivePart>): readonly ArchivePart[] =>
  sound.map((part) => (part.name === name ? { ...part, ...change } : part));
const sheet = 'xl/worksheets/sheet1.xml';

test.each<readonly [string, readonly ArchivePart[], ArchiveEnd, string]>([
  ['a directory of 4 GB less one byte', sound, { bytes: 0xffffffff }, noWorkbook],
  ['a directory that begins behind the end', sound, { offset: 0xfffffff0 }, noWorkbook],
  ['more parts than the directory has room for', sound, { parts: 0xfffe }, noWorkbook],
  ['fewer parts than the directory holds', sound, { parts: 1 }, noWorkbook],
  ['wide records that announce 2^60 bytes', sound, { wide: true, bytes: 2 ** 60 }, noWorkbook],
  ['wide records that begin at 2^62', sound, { wide: true, offset: 2 ** 62 }, noWorkbook],
  ['wide records of 2^53 parts', sound, { wide: true, parts: 2 ** 53 }, noWorkbook],
  ['a part that lies behind the end', changed(sheet, { offset: 0xfffffff0 }), {}, noWorkbook],
  ['a part that lies over another', changed(sheet, { offset: 0 }), {}, bomb],
  ['an encrypted part', changed(sheet, { flags: 0x801 }), {}, noWorkbook],
  ['a part packed in another way', changed(sheet, { method: 12 }), {}, noWorkbook],
  ['a part that is no deflated one', changed(sheet, { method: 0, size: 3 }), {}, noWorkbook],
  ['a part larger than announced', changed(sheet, { size: 3 }), {}, bomb],
  ['a part smaller than announced', changed(sheet, { size: 100_000 }), {}, noWorkbook],
  ['a part that is announced as 4 GB', changed(sheet, { size: 0xfffffffe }), {}, bomb],
  ['a part with another check sum', changed(sheet, { crc: 1 }), {}, '校验和不符'],
  [
    'two parts of one name',
    [...sound, { name: 'XL/worksheets/SHEET1.xml', content: 'x' }],
    {},
    '两个同名的部分',
  ],
  [
    'a name that leads out of the archive',
    [...sound, { name: '../../etc/passwd', content: 'x' }],
    {},
    noWorkbook,
  ],
  ['a name with a drive', [...sound, { name: 'C:\\windows\\x', content: 'x' }], {}, noWorkbook],
  [
    'entities of its own',
    changed(sheet, {
      content:
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
    }),
    {},
    'DTD',
  ],
  [
    'an entity of HTML',
    changed(sheet, {
      content: '<worksheet><sheetData><row><c t="str"><v>&nbsp;</v></c></row></sheetData></worksheet>',
    }),
    {},
    'XML 不完整',
  ],
  [
    'elements within elements without end',
    changed(sheet, { content: '<a>'.repeat(100_000) }),
    {},
    'XML 不完整',
  ],
  [
    'a sheet that is cut off',
    changed(sheet, { content: '<worksheet><sheetData><row><c><v>1' }),
    {},
    'XML 不完整',
  ],
  [
    'bytes that are no text',
    changed(sheet, { content: Buffer.from('<worksheet>\xff\xff</worksheet>', 'latin1') }),
    {},
    'UTF-8',
  ],
  ['no workbook in the archive', [{ name: 'a.txt', content: 'a' }], {}, noWorkbook],
])('an archive with %s is refused with a sentence', async (_, parts, end, sentence) => {
  expect(await read(archiveOf(parts, end))).toContain(sentence);
});

test('sound archives in other forms are read: wide records, parts that are only stored, a folder, a comment within bounds', async () => {
  expect(await read(archiveOf(sound, { wide: true }))).toEqual(['甲']);
  expect(await read(archiveOf(changed(sheet, { method: 0 })))).toEqual(['甲']);
  expect(await read(archiveOf([...sound, { name: 'xl/media/', content: '', method: 0 }]))).toEqual(['甲']);
  expect(await read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain(noWorkbook);
  expect(await read(Buffer.alloc(0))).toContain(noWorkbook);
});

test('what is far larger inside than an honest workbook is refused before it is read', async () => {
  const strings = { content: Buffer.alloc(70_000_000) };
  expect(await read(archiveOf(changed('xl/sharedStrings.xml', strings)))).toContain(bomb);
});

test('a cell without end is lost alone; the cells beside it are read', async () => {
  const xml = `<sheetData><row>${text('甲')}${text('x'.repeat(20_000_000))}${text('乙')}</row></sheetData>`;
  const content = workbookOf({ sheets: [{ name: 'a', xml }] });
  expect(await read(content)).toEqual(['甲', { lost: 'long' }, '乙']);
});

test('a long text that many cells share does not become endlessly many letters: cells beyond a row’s room are lost, the sheet ends', async () => {
  const strings = `<si><t>${'长'.repeat(900_000)}</t></si>`;
  const shared = '<c t="s"><v>0</v></c>';
  const wide = workbookOf({
    strings,
    sheets: [{ name: 'a', xml: `<sheetData><row>${shared.repeat(10)}</row></sheetData>` }],
  });
  const cells = await read(wide);
  expect(Array.isArray(cells) && cells.filter((cell) => typeof cell === 'string').length).toBe(4);
  const deep = workbookOf({
    strings,
    sheets: [{ name: 'a', xml: `<sheetData>${`<row>${shared}</row>`.repeat(3_000)}</sheetData>` }],
  });
  expect(await read(deep)).toContain('多得不合常理');
}, 60_000);

test('a reading that fills its memory ends alone, and so does one that takes too long; the next workbook is read', async () => {
  const strings = Array.from({ length: 300_000 }, (_, at) => `<si><t>${at}${'许'.repeat(60)}</t></si>`).join(
    '',
  );
  const big = workbookOf({ strings, sheets: [{ name: 'a', xml: '<sheetData/>' }] });
  expect(await read(big, { heapMb: 16, batchMs: 60_000 })).toBe('读取时内存用尽');
  expect(await read(big, { heapMb: 256, batchMs: 50 })).toBe('读取用时过长，已中止');
  expect(await read(archiveOf(sound))).toEqual(['甲']);
}, 60_000);

test('who stops reading leaves no process behind that goes on', async () => {
  const row = `<row>${text('甲')}</row>`;
  const path = join(folder, 'long.xlsx');
  await writeFile(
    path,
    workbookOf({ sheets: [{ name: 'a', xml: `<sheetData>${row.repeat(50_000)}</sheetData>` }] }),
  );
  for await (const { rows } of readWorkbook(path, 'first')) {
    expect(rows.length).toBeGreaterThan(0);
    break;
  }
  let rows = 0;
  for await (const batch of readWorkbook(path, 'first')) rows += batch.rows.length;
  expect(rows).toBe(50_000);
}, 60_000);

/** Numbers from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hugeNumbers = [0xff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];

/** A workbook of which some bytes are others, the end is missing, or a number of its records is a huge one. */
function mutant(whole: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(whole);
  const at = (most: number): number => Math.floor(random() * most);
  const kind = at(3);
  if (kind === 0) return bytes.subarray(0, at(bytes.length));
  if (kind === 1) {
    for (let flips = 1 + at(4); flips > 0; flips -= 1) bytes[at(bytes.length)] = at(256);
    return bytes;
  }
  const records = [...Array(bytes.length - 46).keys()].filter(
    (place) => bytes.readUInt16LE(place) === 0x4b50,
  );
  const record = records[at(records.length)] ?? 0;
  bytes.writeUInt32LE(hugeNumbers[at(hugeNumbers.length)] ?? 0, record + 4 + at(38));
  return bytes;
}

test('four hundred damaged workbooks: each gives the right cells or a sentence, none ends anything', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `<row>${text(`第${at}行`)}<c><v>${at}</v></c></row>`);
  const whole = workbookOf({ sheets: [{ name: 'a', xml: `<sheetData>${rows.join('')}</sheetData>` }] });
  const right = await read(whole);
  const random = seeded(20_260_310);
  const outcomes = { right: 0, refused: 0 };
  for (let round = 0; round < 400; round += 1) {
    const found = await read(mutant(whole, random));
    if (typeof found === 'string') {
      expect(found).not.toContain('异常退出');
      expect(found).toMatch(/\p{Script=Han}/u);
      outcomes.refused += 1;
    } else {
      expect(found).toEqual(right);
      outcomes.right += 1;
    }
  }
  expect(outcomes.refused).toBeGreaterThan(200);
  expect(outcomes.right).toBeGreaterThan(10);
}, 120_000);
