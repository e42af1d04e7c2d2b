import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { TestSource } from '../support/hub-set.js';
import { emptyDatabase } from '../support/servers.js';
import { collectRun } from './collect-run.js';
import { fill } from './first-load.js';
import { loadSource } from './load-source.js';
import type { BenchLine } from './report.js';
import { columns, loadRow } from './rows.js';

const chunk = 5_000;
const restPage = 100;

/** The database connector alone: keyset pages of a PostgreSQL table. */
export async function benchConnectorDatabase(rows: number): Promise<BenchLine> {
  const front = await emptyDatabase();
  try {
    await fill(front.url, rows);
    const target = '≥ 40,000 rows/s read and published';
    return await collectRun({
      name: 'connector database, keyset',
      target,
      source: loadSource(front.url),
      rows,
    });
  } finally {
    await front.drop();
  }
}

/** The files connector alone: one CSV in GB18030 in a drop folder. */
export async function benchConnectorFiles(rows: number): Promise<BenchLine> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  try {
    await writeCsv(join(folder, 'load.csv'), rows);
    await writeFile(join(folder, 'load.csv.ok'), '');
    const headings = `{ ${columns.map((name) => `${name}: ${name}`).join(', ')} }`;
    const settings = `pattern: 'load.csv', format: csv, encoding: gb18030, complete: { by: ok }, headings: ${headings}`;
    const source = sourceOf('files', `place: { kind: folder, path: ${folder} }`, settings, 2_000, '');
    return await collectRun({
      name: 'connector files, CSV in GB18030',
      target: '≥ 30,000 rows/s',
      source,
      rows,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The rest connector alone: 100 records a page, by the token that the answer gives. */
export async function benchConnectorRest(rows: number): Promise<BenchLine> {
  const answers = restAnswers(rows);
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://department').searchParams;
    response.end(answers[Number(asked.get('token') ?? '0')]);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const settings =
      "path: /rows, parameters: { token: '${token}', size: '${pageSize}' }, records: rows, order: append, paging: { kind: token, next: next }";
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = sourceOf('rest', '', settings, restPage, url);
    return await collectRun({
      name: 'connector rest, 100 a page',
      target: '≥ 5,000 records/s',
      source,
      rows,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Every page of the service, ready made: its server shares the machine with the connector that is measured. */
function restAnswers(rows: number): readonly Buffer[] {
  const pages = Math.ceil(rows / restPage);
  return Array.from({ length: pages }, (_, page) => {
    const from = page * restPage;
    const length = Math.min(restPage, rows - from);
    const next = page + 1 < pages ? String(page + 1) : '';
    return Buffer.from(
      JSON.stringify({ rows: Array.from({ length }, (_row, at) => loadRow(from + at)), next }),
    );
  });
}

async function writeCsv(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(iconv.encode(`${columns.join(',')}\n`, 'gb18030'));
  for (let from = 0; from < rows; from += chunk) {
    const made = Array.from({ length: Math.min(chunk, rows - from) }, (_, at) => loadRow(from + at));
    const lines = made.map((row) => `${columns.map((name) => `"${row[name]}"`).join(',')}\n`);
    if (!file.write(iconv.encode(lines.join(''), 'gb18030'))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

function sourceOf(
  connector: string,
  settings: string,
  stream: string,
  pageSize: number,
  url: string,
): TestSource {
  const id = '370800.xzspj.load';
  const yaml = `document: source
id: ${id}
name: 压测来源
connector: ${connector}
standard: shandong-front
generation: B
settings: { ${settings} }
read: { pageSize: ${pageSize}, poll: 1s }
streams:
  - { name: application, kind: application, mode: cursor, key: [PROJID, DATAVER], caseNumber: PROJID, settings: { ${stream} } }
`;
  return { id, yaml, url };
}
