import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  brandAs,
  systemClock,
  type Cursor,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import { archiveOf, workbookOf, workbookParts } from '../../../../test/support/xlsx.js';
import { checkFiles } from './check.js';
import { folderStore } from './folder.store.js';
import type { Family } from './family.js';
import { familyPages } from './pages.js';
import { readFamilySettings } from './settings.js';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'crash-spec-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const stream: StreamDefinition = {
  name: brandAs('result'),
  kind: 'result',
  table: '',
  mode: 'cursor',
  cursor: null,
  key: ['ID'],
  caseNumber: 'ID',
  flag: null,
  settings: {},
};

/** A family whose workbooks are read with little memory. */
function family(): Family {
  const source = { id: 'x' } as unknown as SourceDefinition;
  const given = { pattern: '*.xlsx', format: 'excel', headings: { 编号: 'ID' }, complete: { by: 'ok' } };
  return {
    source: 'x',
    store: folderStore('x', root),
    settings: readFamilySettings(source, 'result', given),
    writeBack: true,
    clock: systemClock,
    maxBytes: 100_000_000,
    ledgerSize: 10,
    idleMs: 5_000,
    limits: { heapMb: 16, batchMs: 60_000 },
  };
}

async function drop(name: string, content: Buffer): Promise<void> {
  await writeFile(join(root, name), content);
  await writeFile(join(root, `${name}.ok`), '');
}

function book(...ids: readonly string[]): Buffer {
  const rows = ['编号', ...ids].map((id) => `<row><c t="inlineStr"><is><t>${id}</t></is></c></row>`);
  return workbookOf({ sheets: [{ name: 'a', xml: `<sheetData>${rows.join('')}</sheetData>` }] });
}

/** A workbook that is sound, and larger than the memory its reading has. */
function heavy(): Buffer {
  const strings = Array.from({ length: 300_000 }, (_, at) => `<si><t>${at}${'许'.repeat(60)}</t></si>`).join(
    '',
  );
  return workbookOf({ strings, sheets: [{ name: 'a', xml: '<sheetData/>' }] });
}

interface Poll {
  readonly found: readonly string[];
  readonly end: Cursor | null;
}

/** One poll as the intake does it: what it gave, and the checkpoint after it. */
async function poll(after: Cursor | null): Promise<Poll> {
  const found: string[] = [];
  let end = after;
  const request = { stream, after, until: null, pageSize: 10 };
  for await (const page of familyPages(family(), request, new AbortController().signal)) {
    end = page.end;
    for (const { body } of page.rows) {
      const row = JSON.parse(String(body)) as Readonly<Record<string, string | undefined>>;
      found.push(row['ID'] ?? `${row['$file']} ${row['$refused']}`);
    }
  }
  return { found, end };
}

test('a workbook whose reading crashes is tried three times, then refused by name; the files before and behind it are read at once, the hub goes on', async () => {
  await drop('a.xlsx', book('A1'));
  await drop('b.xlsx', heavy());
  await drop('c.xlsx', book('C1'));
  const first = await poll(null);
  expect(first.found).toEqual(['A1', 'C1']);
  const second = await poll(first.end);
  expect(second.found).toEqual([]);
  const third = await poll(second.end);
  expect(third.found).toEqual([
    expect.stringMatching(/^b\.xlsx 读取时内存用尽，已试 3 次，.*请部门用 Excel/),
  ]);
  expect(JSON.parse(await readFile(join(root, 'b.xlsx.report.json'), 'utf8'))).toMatchObject({
    rowsTaken: 0,
    rowsRefused: 1,
  });
  expect((await poll(third.end)).found).toEqual([]);
}, 60_000);

test('a mended workbook of the same name is read after the crashing one was refused', async () => {
  await drop('b.xlsx', heavy());
  let end: Cursor | null = null;
  for (const _ of [1, 2, 3]) ({ end } = await poll(end));
  await drop('b.xlsx', book('B1'));
  expect((await poll(end)).found).toEqual(['B1']);
}, 60_000);

test('a workbook that announces a directory of 4 GB is refused in its report, and the next file is read', async () => {
  await drop('a.xlsx', archiveOf(workbookParts({ sheets: [] }), { bytes: 0xffffffff }));
  await drop('b.xlsx', book('B1'));
  const { found } = await poll(null);
  expect(found).toEqual([expect.stringContaining('a.xlsx 不是有效的 .xlsx 文件'), 'B1']);
  expect(await readFile(join(root, 'a.xlsx.report.json'), 'utf8')).toContain('不是有效的 .xlsx');
});

test('a check of a workbook whose reading crashes says so, and ends', async () => {
  await drop('b.xlsx', heavy());
  const lines = await checkFiles([[stream, family()]]);
  expect(lines.at(-1)).toMatchObject({
    verdict: 'fault',
    sentence: expect.stringContaining('b.xlsx 读取时内存用尽'),
  });
}, 60_000);
