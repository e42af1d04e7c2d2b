import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { testDatabaseUrl, testMysqlUrl } from '../support/servers.js';

const ofPostgres = [
  'fsync',
  'full_page_writes',
  'synchronous_commit',
  'wal_compression',
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
];
const ofMariadb = ['innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'innodb_buffer_pool_size'];
const ofKafka = /^(log\.flush\.|log\.segment\.bytes|offsets\.topic\.replication|min\.insync)/;

/** What a figure depends on, as the servers say it themselves, one line each. Kafka's are those that differ from its defaults. */
export async function serverSettings(dir: string): Promise<readonly string[]> {
  const [postgres, mariadb, kafka] = await Promise.all([
    postgresSettings(),
    mariadbSettings(),
    kafkaSettings(join(dir, 'kafka', 'server.properties')),
  ]);
  return [`PostgreSQL：${postgres}`, `MariaDB：${mariadb}`, `Kafka：acks=all，${kafka}`];
}

async function postgresSettings(): Promise<string> {
  const client = new Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [ofPostgres],
  );
  await client.end();
  return rows.map(({ name, value }) => `${name}=${value}`).join('，');
}

async function mariadbSettings(): Promise<string> {
  const connection = await createConnection(testMysqlUrl());
  const [rows] = await connection.query<RowDataPacket[]>(
    `select ${ofMariadb.map((name) => `@@${name} as ${name}`).join(', ')}`,
  );
  await connection.end();
  return Object.entries(rows[0] ?? {})
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('，');
}

/* Without a line of log.flush a broker leaves writing to the kernel, as it does everywhere by default: a copy on another broker stands for the disk. */
async function kafkaSettings(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => ofKafka.test(line));
  const flush = lines.some((line) => line.startsWith('log.flush.')) ? [] : ['log.flush.*=默认（由内核写盘）'];
  return [...flush, ...lines].join('，');
}
