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
import type { Family } from './family.js';
import type { FileStore } from './file-store.js';
import { folderStore } from './folder.store.js';
import { familyPages } from './pages.js';
import { readFamilySettings } from './settings.js';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'between-spec-'));
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

function family(settings: object, store: FileStore = folderStore('x', root)): Family {
  const source = { id: 'x' } as unknown as SourceDefinition;
  const given = {
    format: 'csv',
    headings: { 编号: 'ID', 名称: 'NAME' },
    complete: { by: 'ok' },
    ...settings,
  };
  return {
    source: 'x',
    store,
    settings: readFamilySettings(source, 'result', { pattern: '*', ...given }),
    writeBack: true,
    clock: systemClock,
    maxBytes: 100_000_000,
    ledgerSize: 10,
    idleMs: 5_000,
  };
}

async function drop(name: string, content: string | Buffer, mark = '.ok'): Promise<void> {
  await writeFile(join(root, name), content);
  await writeFile(join(root, `${name}${mark}`), mark === '.ok' ? '' : '{}');
}

interface Read {
  /** Names by number, and the sentences of what was refused. */
  readonly found: readonly string[];
  readonly end: Cursor | null;
  readonly fault: string | null;
}

async function read(of: Family, after: Cursor | null = null): Promise<Read> {
  const found: string[] = [];
  let end = after;
  try {
    const request = { stream, after, until: null, pageSize: 10 };
    for await (const page of familyPages(of, request, new AbortController().signal)) {
      end = page.end;
      for (const { body } of page.rows) {
        const row = JSON.parse(String(body)) as Readonly<Record<string, string | null | undefined>>;
        found.push(row['$refused'] ?? `${row['ID']}=${row['NAME']}`);
      }
    }
    return { found, end, fault: null };
  } catch (thrown) {
    return { found, end, fault: String(thrown) };
  }
}

const table = (...lines: readonly string[]): string => `编号,名称\n${lines.join('\n')}\n`;

test('a file that is archived between the listing and the reading is skipped, and so is one whose manifest is; the others are read, nobody is at fault', async () => {
  const store = folderStore('x', root);
  const archiving: FileStore = {
    ...store,
    open: async (path) => {
      if (path.startsWith('a.csv')) await rm(join(root, path));
      return store.open(path);
    },
  };
  await drop('a.csv', table('1,甲'));
  await drop('b.csv', table('2,乙'));
  expect(await read(family({}, archiving))).toMatchObject({ found: ['2=乙'], fault: null });
  await drop('a.csv', table('1,甲'), '.manifest.json');
  await drop('c.csv', table('3,丙'), '.manifest.json');
  const stepped: FileStore = {
    ...store,
    open: async (path) => {
      if (path === 'a.csv.manifest.json') await rm(join(root, path));
      return store.open(path);
    },
  };
  const of = family({ pattern: '*.csv', complete: { by: 'manifest' } }, stepped);
  const gone = await read(of);
  expect(gone).toMatchObject({ found: ['3=丙'], fault: null });
  await writeFile(join(root, 'a.csv.manifest.json'), '{}');
  expect(await read(family({ pattern: '*.csv', complete: { by: 'manifest' } }), gone.end)).toMatchObject({
    found: ['1=甲'],
  });
});

test('a file that may not be opened is named once, the others are read, and it is read when it may', async () => {
  await drop('a.csv', table('1,甲'));
  await drop('b.csv', table('2,乙'));
  const store = folderStore('x', root);
  // Whoever runs the tests may be allowed to open everything.
  const denying: FileStore = {
    ...store,
    open: (path) =>
      path === 'a.csv' ? Promise.reject(Object.assign(new Error(), { code: 'EACCES' })) : store.open(path),
  };
  const first = await read(family({}, denying));
  expect(first).toMatchObject({
    found: [expect.stringContaining('没有读取这个文件的权限'), '2=乙'],
    fault: null,
  });
  const second = await read(family({}, denying), first.end);
  expect(second).toMatchObject({ found: [], fault: null });
  expect(await read(family({}), second.end)).toMatchObject({ found: ['1=甲'], fault: null });
});

test('a report that cannot be written stops no file: all are read, then it is told once', async () => {
  await drop('a.csv', table('1,甲'));
  await drop(`${'长'.repeat(79)}.csv`, table('2,乙'));
  const { found, end, fault } = await read(family({ pattern: '*.csv' }));
  expect(found.toSorted()).toEqual(['1=甲', '2=乙']);
  expect(fault).toContain('接收报告写不到它旁边');
  expect(await readFile(join(root, 'a.csv.report.json'), 'utf8')).toContain('"rowsTaken": 1');
  expect(await read(family({ pattern: '*.csv' }), end)).toMatchObject({ found: [] });
});
