import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { SourceDefinition } from '#base/contracts';
import { eventually } from '../../../../test/support/eventually.js';
import { emptyDatabase, randomId, type TestDatabase } from '../../../../test/support/servers.js';
import { rowsOf } from '../conformance/reading.js';
import { snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';

const gbk = 'cabec0fdbda8d6fe'; // 示例建筑
let admin: TestDatabase;
let owner: Client;

beforeAll(async () => {
  admin = await emptyDatabase();
  owner = new Client({ connectionString: admin.url });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await admin.drop();
});

/** A database of another encoding with a table whose bytes are GBK, for as long as the work takes. */
async function inDatabase(encoding: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `test_${randomId()}`;
  await owner.query(
    `create database ${name} encoding '${encoding}' locale_provider libc locale 'C' template template0`,
  );
  const url = new URL(admin.url);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`set client_encoding to '${encoding}'`);
    await client.query('create table OLD (K text primary key, NAME text)');
    const bytes = (hex: string): string => `convert_from(decode('${hex}', 'hex'), '${encoding}')`;
    await client.query(
      `insert into OLD values ('ascii', 'plain'), ('gbk', ${bytes(gbk)}), ('one', ${bytes('c5ae')})`,
    );
    await client.end();
    await work(url.href);
  } finally {
    await client.end().catch(() => undefined);
    await owner.query(`drop database ${name} with (force)`);
  }
}

async function bodies(
  url: string,
  settings: SourceDefinition['settings'],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const source = { ...sourceOver('postgres', 'OLD', 10_000), settings };
  const reader = await findConnector('postgres').open(source, () => url);
  try {
    const rows = await rowsOf(
      reader,
      { ...snapshotOver('OLD'), key: ['K'], caseNumber: 'K' },
      { pageSize: 2, most: 9 },
    );
    return new Map(rows.map((row) => [String(row.cursor.key[0]), JSON.parse(String(row.body))]));
  } finally {
    await reader.close();
  }
}

test.each(['SQL_ASCII', 'LATIN1'])(
  'GBK bytes in a %s database are parked until the source says what they are',
  async (encoding) => {
    await inDatabase(encoding, async (url) => {
      const unsaid = await bodies(url, {});
      expect(unsaid.get('ascii')).toEqual({ K: 'ascii', NAME: 'plain' });
      for (const key of ['gbk', 'one'])
        expect(unsaid.get(key)?.['$refused']).toMatch(
          new RegExp(`列 NAME 声明的编码是 ${encoding}，存的却像 GB18030`),
        );
      const said = await bodies(url, { bytesAre: 'gb18030' });
      expect(said.get('gbk')).toEqual({ K: 'gbk', NAME: '示例建筑' });
      expect(said.get('one')).toEqual({ K: 'one', NAME: '女' });
    });
  },
);

test('GBK bytes in the log of a SQL_ASCII database are read as those of its table', async () => {
  await inDatabase('SQL_ASCII', async (url) => {
    const slot = `hub_spec_${randomId()}`;
    const stream = { ...snapshotOver('OLD'), key: ['K'], caseNumber: 'K', mode: 'log' as const };
    const settings = { bytesAre: 'gb18030', log: { slot } };
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('create publication hub for table old');
    const source = { ...sourceOver('postgres', 'OLD', 10_000), settings, streams: [stream] };
    const reader = await findConnector('postgres').open(source, () => url);
    const known = (await reader.log?.standing(null))?.place ?? '';
    await client.query(`update old set k = 'next' where k = 'gbk'`);
    const found: unknown[] = [];
    for await (const { rows } of reader.log?.read([stream], known, 10, new AbortController().signal) ?? [])
      found.push(
        ...rows.filter(({ operation }) => operation === 'put').map(({ body }) => JSON.parse(String(body))),
      );
    await reader.close();
    expect(found).toEqual([{ K: 'next', NAME: '示例建筑' }]);
    const active = `select from pg_replication_slots where slot_name = '${slot}' and active`;
    await eventually(async () => expect((await client.query(active)).rowCount).toBe(0));
    await client.query('select pg_drop_replication_slot($1)', [slot]);
    await client.end();
  });
});
