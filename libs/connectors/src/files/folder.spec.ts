import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { brandAs, systemClock, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import { checkFiles } from './check.js';
import { folderStore } from './folder.store.js';
import type { Family } from './family.js';
import { familyPages } from './pages.js';
import { readFamilySettings } from './settings.js';

let root = '';
let outside = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-spec-'));
  outside = await mkdtemp(join(tmpdir(), 'folder-spec-'));
});

afterEach(() => Promise.all([root, outside].map((folder) => rm(folder, { recursive: true, force: true }))));

const stream = {
  name: brandAs('result'),
  kind: 'result',
  table: '',
  mode: 'cursor',
  cursor: null,
  key: ['ID'],
  caseNumber: 'ID',
  flag: null,
} as const satisfies Partial<StreamDefinition>;

function family(): Family {
  const source = { id: 'x' } as unknown as SourceDefinition;
  const given = { pattern: '*.csv', format: 'csv', headings: { 编号: 'ID' }, complete: { by: 'ok' } };
  const settings = readFamilySettings(source, 'result', given);
  const bounds = { maxBytes: 1_000, ledgerSize: 10, idleMs: 5_000 };
  const store = folderStore('x', root);
  return { source: 'x', store, settings, writeBack: true, clock: systemClock, ...bounds };
}

async function drop(name: string | Buffer, text: string): Promise<void> {
  for (const [suffix, content] of [
    ['', text],
    ['.ok', ''],
  ])
    await writeFile(
      Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name), Buffer.from(suffix ?? '')]),
      content ?? '',
    );
}

/** The cases that were read, and the sentence the reading ended with. */
async function read(): Promise<readonly string[]> {
  const found: string[] = [];
  const request = { stream: { ...stream, settings: {} }, after: null, until: null, pageSize: 10 };
  try {
    for await (const { rows } of familyPages(family(), request, new AbortController().signal))
      found.push(...rows.map(({ caseNumber }) => caseNumber));
  } catch (thrown) {
    found.push(String(thrown));
  }
  return found;
}

test('a file whose name is GBK does not lie there unseen: the others are read, then it is said', async () => {
  await drop('检查.csv', '编号\nA1\n');
  await drop(Buffer.from('bcecb2e92e637376', 'hex'), '编号\nB1\n');
  expect(await read()).toEqual(['A1', expect.stringContaining('1 个文件的文件名不是 UTF-8')]);
  const lines = await checkFiles([[{ ...stream, settings: {} }, family()]]);
  expect(lines.map(({ verdict }) => verdict)).toContain('fault');
});

test('a link leads to no file of others, and no report is written through one', async () => {
  await writeFile(join(outside, 'b.csv'), '编号\nB1\n');
  await symlink(join(outside, 'b.csv'), join(root, 'b.csv'));
  await writeFile(join(root, 'b.csv.ok'), '');
  await drop('a.csv', '编号\nA1\n');
  await writeFile(join(outside, 'kept'), 'kept');
  await symlink(join(outside, 'kept'), join(root, 'a.csv.report.json.tmp'));
  expect(await read()).toEqual(['A1']);
  expect(await readFile(join(outside, 'kept'), 'utf8')).toBe('kept');
  expect(await readFile(join(root, 'a.csv.report.json'), 'utf8')).toContain('"rowsTaken": 1');
});
