import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { brandAs, type Cursor, type Page, type SourceDefinition, type SourceReader } from '#base/contracts';
import { eventually } from '../../../../test/support/eventually.js';
import { startSftpServer, type SftpServer } from '../../../../test/support/sftp-server.js';
import { filesConnector } from './files.connector.js';

let root = '';
let server: SftpServer;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sftp-spec-'));
  server = await startSftpServer(root);
});

afterEach(async () => {
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

function sourceOf(fingerprint = server.fingerprint): SourceDefinition {
  const headings = { 办件编号: 'PROJID', 备注: 'NOTE' };
  return {
    id: brandAs('370800.test.sftp'),
    name: '测试文件',
    connector: 'files',
    standard: 'test',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: { place: { kind: 'sftp', fingerprint, timeout: '3s' } },
    pageSize: 1_000,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 0,
    sweep: null,
    writeBack: true,
    firstLoad: { tell: false },
    overrides: {},
    streams: [
      {
        name: brandAs('result'),
        kind: 'result',
        table: '',
        settings: { pattern: '*.csv', format: 'csv', headings, complete: { by: 'ok' } },
        mode: 'cursor',
        cursor: null,
        key: ['PROJID'],
        caseNumber: 'PROJID',
        flag: null,
      },
    ],
  };
}

async function drop(name: string, prefix: string, rows: number): Promise<void> {
  const lines = Array.from(
    { length: rows },
    (_, place) => `${prefix}${place},${randomBytes(40).toString('hex')}`,
  );
  await writeFile(join(root, name), `办件编号,备注\n${lines.join('\n')}\n`);
  await writeFile(join(root, `${name}.ok`), '');
}

async function take(reader: SourceReader, after: Cursor | null, pages: Page[]): Promise<void> {
  const [stream] = sourceOf().streams;
  if (stream === undefined) return;
  const request = { stream, after, until: null, pageSize: 1_000 };
  for await (const page of reader.read(request, new AbortController().signal)) pages.push(page);
}

function cases(pages: readonly Page[]): readonly string[] {
  return pages.flatMap(({ rows }) => rows.map(({ caseNumber }) => caseNumber));
}

const open = (source: SourceDefinition, url = server.url): Promise<SourceReader> =>
  filesConnector().open(source, () => url);

test('files come over SFTP once, a report lies beside them, and no connection is left', async () => {
  await drop('a.csv', 'A', 3);
  const reader = await open(sourceOf());
  const pages: Page[] = [];
  await take(reader, null, pages);
  await take(reader, pages.at(-1)?.end ?? null, pages);
  expect(cases(pages)).toEqual(['A0', 'A1', 'A2']);
  expect(JSON.parse(await readFile(join(root, 'a.csv.report.json'), 'utf8'))).toMatchObject({ rowsTaken: 3 });
  await reader.close();
  await eventually(() => Promise.resolve(expect(server.connections()).toBe(0)));
});

test('a connection cut in the middle of a file gives none of it, and the next read goes on, nothing lost or twice', async () => {
  await drop('a.csv', 'A', 1_000);
  await drop('b.csv', 'B', 1_000);
  const reader = await open(sourceOf());
  server.cutAfter(130_000);
  const pages: Page[] = [];
  await expect(take(reader, null, pages)).rejects.toMatchObject({ remedy: 'retry' });
  const before = cases(pages).length;
  expect([0, 1_000]).toContain(before);
  server.cutAfter(null);
  await take(reader, pages.at(-1)?.end ?? null, pages);
  await reader.close();
  expect(cases(pages).length).toBe(2_000);
  expect(new Set(cases(pages)).size).toBe(2_000);
});

test('a stranger who answers in the place of the server is refused, and so is a wrong password, without telling it', async () => {
  const other = `SHA256:${'A'.repeat(43)}`;
  await expect(open(sourceOf(other))).rejects.toMatchObject({ code: 'HUB_SOURCE_DENIED' });
  const wrong = server.url.replace('synthetic-only', 'canary-password');
  const thrown: unknown = await open(sourceOf(), wrong).catch((cause: unknown) => cause);
  expect(thrown).toMatchObject({ code: 'HUB_SOURCE_DENIED' });
  expect(`${String(thrown)}${JSON.stringify(thrown)}`).not.toContain('canary-password');
});

test('a server that is not there is told as unreachable', async () => {
  const { url } = server;
  await server.stop();
  await expect(open(sourceOf(), url)).rejects.toMatchObject({ code: 'HUB_SOURCE_UNREACHABLE' });
  server = await startSftpServer(root);
});

test('the signal ends a read within five seconds', async () => {
  await drop('a.csv', 'A', 500);
  const reader = await open(sourceOf());
  const [stream] = sourceOf().streams;
  const stop = new AbortController();
  const started = Date.now();
  let pages = 0;
  if (stream !== undefined) {
    for await (const page of reader.read({ stream, after: null, until: null, pageSize: 10 }, stop.signal)) {
      pages += page.rows.length > 0 ? 1 : 0;
      stop.abort();
    }
  }
  await reader.close();
  expect(pages).toBe(1);
  expect(Date.now() - started).toBeLessThan(5_000);
});
