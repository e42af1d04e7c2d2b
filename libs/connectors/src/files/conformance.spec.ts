import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from '@jest/globals';
import type { SourceDefinition } from '#base/contracts';
import { startSftpServer, type SftpServer } from '../../../../test/support/sftp-server.js';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import type { Subject } from '../conformance/subject.js';
import { pageOf } from '../conformance/page-of.js';
import { filling, pagedSource } from '../conformance/paged-source.js';
import { filesConnector } from './files.connector.js';
import { filesWaivers } from './waivers.js';

let root = '';
let server: SftpServer;
let batch = 0;

function source(settings: object = {}, stream: object = {}): SourceDefinition {
  const ofStream = {
    pattern: '*.csv',
    format: 'csv',
    headings: { 办件编号: 'PROJID', 时间: 'AT', 备注: 'NOTE' },
    complete: { by: 'ok' },
    ...stream,
  };
  const place = { kind: 'sftp', fingerprint: server.fingerprint, timeout: '2s' };
  return pagedSource(
    'files',
    { settings: ofStream, key: ['PROJID'], caseNumber: 'PROJID' },
    { settings: { place, ...settings } },
  );
}

function subject(): Subject {
  return {
    title: '文件',
    kind: 'files',
    waivers: filesWaivers,
    settings: pageOf('files').settings,
    connector: (clock) => filesConnector(clock),
    source: () => source(),
    port: () => Number(new URL(server.url).port),
    secret: (port, canary) => () => {
      const url = new URL(server.url);
      url.port = String(port);
      if (canary !== undefined) url.password = canary;
      return url.href;
    },
    clear: async () => {
      for (const name of await readdir(root)) await rm(join(root, name));
    },
    insert: async (rows) => {
      batch += 1;
      const lines = rows.map(({ id, at }) => `${id},${at.toISOString()},${filling}`);
      const name = `b${String(batch).padStart(4, '0')}.csv`;
      await writeFile(join(root, name), `办件编号,时间,备注\n${lines.join('\n')}\n`);
      await writeFile(join(root, `${name}.ok`), '');
    },
    wrong: [
      { source: source({ maxBytes: 0 }), path: 'settings.maxBytes' },
      { source: source({}, { format: 'pdf' }), path: 'streams.rows.settings.format' },
    ],
    lost: () => source({}, { folder: 'nothing' }),
    strange: {
      foreign: { at: '2026-03-02 10:00:00', key: ['A1'] },
      corrupt: { at: null, key: ['files1', 'xyz'] },
    },
    budgeted: { source: { ...source(), budget: { requestsPerSecond: 20 } }, leastMs: 90 },
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'files-conformance-'));
  server = await startSftpServer(root);
});
afterAll(async () => {
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

test.each(promisesOf({ waivers: filesWaivers }))('文件 %s', (name) => keeps(name, subject()), 60_000);
