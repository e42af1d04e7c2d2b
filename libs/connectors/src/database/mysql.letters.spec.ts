import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection, type Connection } from 'mysql2/promise';
import type { RawRow, SourceDefinition } from '#base/contracts';
import { testMysqlUrl } from '../../../../test/support/servers.js';
import { rowsOf } from '../conformance/reading.js';
import { snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';

const database = `test_${randomBytes(5).toString('hex')}`;
const url = new URL(testMysqlUrl());
let owner: Connection;

const gbk = 'cabec0fdbda8d6fe'; // 示例建筑
const utf8 = Buffer.from('示例建筑').toString('hex');

beforeAll(async () => {
  const admin = await createConnection({ uri: testMysqlUrl() });
  await admin.query(`create database ${database} character set utf8mb4`);
  await admin.end();
  url.pathname = `/${database}`;
  owner = await createConnection({ uri: url.href, charset: 'utf8mb4' });
  await owner.query(
    `create table OLD (
       K varchar(20) not null primary key, NAME varchar(50) character set latin1,
       NOTE text character set utf8mb4, KIND varchar(20) character set gbk, PHOTO blob)`,
  );
  const insert = (key: string, name: string, note = 'null', kind = 'null', photo = 'null') =>
    owner.query(`insert into OLD values ('${key}', ${name}, ${note}, ${kind}, ${photo})`);
  await insert('ascii', "'plain'", "'阿卜杜·热合曼 3×5'");
  await insert('gbk', `_latin1 x'${gbk}'`);
  await insert('utf8', `_latin1 x'${utf8}'`);
  await insert('western', `_latin1 x'52656ee920'`, "'René — “x”'");
  await insert('one', `_latin1 x'c5ae'`); // 女 in GBK, Ů in UTF-8
  await insert('twice', 'null', `convert(_latin1 x'${utf8}' using utf8mb4)`);
  await insert('converted', 'null', `convert(_latin1 x'${gbk}' using utf8mb4)`);
  await insert('hidden', 'null', 'null', `convert(_gbk x'e7a4bae4be8be5bbbae7ad91' using gbk)`);
  await insert('bytes', 'null', 'null', 'null', `x'${gbk}'`);
});

afterAll(async () => {
  await owner.query(`drop database ${database}`);
  await owner.end();
});

async function bodies(
  settings: SourceDefinition['settings'],
  streamSettings: SourceDefinition['settings'] = {},
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const source = { ...sourceOver('mysql', 'OLD', 10_000), settings };
  const reader = await findConnector('mysql').open(source, () => url.href);
  try {
    const stream = { ...snapshotOver('OLD'), settings: streamSettings, key: ['K'], caseNumber: 'K' };
    const rows = await rowsOf(reader, stream, { pageSize: 3, most: 20 });
    return new Map(rows.map((row: RawRow) => [String(row.cursor.key[0]), JSON.parse(String(row.body))]));
  } finally {
    await reader.close();
  }
}

test('bytes that are not what their column declares are parked with the column named, and nothing beside them is', async () => {
  const found = await bodies({});
  const refused = (key: string): unknown => found.get(key)?.['$refused'];
  expect(refused('gbk')).toMatch(/列 NAME 声明的编码是 latin1，存的却像 GB18030（GBK）字节/);
  expect(refused('utf8')).toMatch(/列 NAME 声明的编码是 latin1，存的却像 UTF-8 字节/);
  expect(refused('one')).toMatch(/列 NAME .*GB18030/);
  expect(refused('twice')).toMatch(/列 NOTE 声明的编码是 utf8mb4，存的却像 UTF-8 字节/);
  expect(refused('converted')).toMatch(/列 NOTE 声明的编码是 utf8mb4，存的却像 GB18030/);
  expect(refused('hidden')).toMatch(/列 KIND 声明的编码是 gbk，存的却像 UTF-8 字节/);
  expect(found.get('ascii')).toMatchObject({ NAME: 'plain', NOTE: '阿卜杜·热合曼 3×5' });
  expect(found.get('western')).toMatchObject({ NAME: 'René ', NOTE: 'René — “x”' });
});

test('a source that says what its bytes are is read as that, in columns that are declared as no Chinese', async () => {
  const found = await bodies({ bytesAre: 'gb18030' });
  expect(found.get('gbk')).toMatchObject({ NAME: '示例建筑' });
  expect(found.get('one')).toMatchObject({ NAME: '女' });
  expect(found.get('ascii')).toMatchObject({ NOTE: '阿卜杜·热合曼 3×5' });
  expect(found.get('utf8')?.['$refused']).toMatch(/列 NAME .*像 UTF-8 字节/);
});

test('a stream says it for single columns, whatever they are declared as', async () => {
  const said = { NAME: 'latin1', NOTE: 'utf8', KIND: 'utf8', PHOTO: 'gb18030' };
  const found = await bodies({}, { bytesAre: said });
  expect(found.get('gbk')).toMatchObject({ NAME: 'Ê¾Àý½¨Öþ' });
  expect(found.get('twice')).toMatchObject({ NOTE: '示例建筑' });
  expect(found.get('ascii')).toMatchObject({ NOTE: '阿卜杜·热合曼 3×5' });
  expect(found.get('hidden')).toMatchObject({ KIND: '示例建筑' });
  expect(found.get('bytes')).toMatchObject({ PHOTO: '示例建筑' });
});

test('a check says which columns hold other bytes than they declare, and what to write', async () => {
  const source = { ...sourceOver('mysql', 'OLD', 10_000), settings: {} };
  const stream = { ...snapshotOver('OLD'), key: ['K'], caseNumber: 'K' };
  const reader = await findConnector('mysql').open({ ...source, streams: [stream] }, () => url.href);
  try {
    const lines = await reader.check();
    const faults = lines.filter(({ verdict }) => verdict === 'fault').map(({ sentence }) => sentence);
    expect(faults.find((sentence) => sentence.includes('NAME'))).toMatch(/latin1.*bytesAre.*gb18030/);
    expect(faults.join()).not.toMatch(/示例|Ê¾/);
  } finally {
    await reader.close();
  }
});
