import { HubError } from '#base/contracts';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { EnduringClient } from './enduring-client.js';

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

// `returning old.*` of the record upsert came with 18.
const leastVersion = 180_000;
const lockKey = 370_085_2020;

/** Brings a database to the newest schema: numbered files in order, each in its own transaction, one migrator at a time. Returns the names applied now. */
export async function migrate(url: string): Promise<readonly string[]> {
  const client = new EnduringClient({ connectionString: url, application_name: 'hub migrate' });
  await client.connect();
  try {
    await requireVersion(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    return await applyMissing(client, await readMigrations());
  } finally {
    await client.end();
  }
}

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  const version = rows[0]?.version ?? 0;
  if (version >= leastVersion) return;
  throw new HubError('HUB_DATABASE_TOO_OLD', '枢纽数据库需要 PostgreSQL 18 或更高版本，请升级后再启动。', {
    version,
  });
}

async function applyMissing(client: Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query('create schema if not exists ops');
  await client.query(
    `create table if not exists ops.migration (
       name text primary key, digest text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from ops.migration',
  );
  const applied = new Map(rows.map((row) => [row.name, row.digest]));
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of migrations) refuseChanged(migration, applied.get(migration.name));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

function refuseChanged(migration: Migration, appliedDigest: string | undefined): void {
  if (appliedDigest === undefined || appliedDigest === migration.digest) return;
  throw new HubError(
    'HUB_MIGRATION_CHANGED',
    `迁移脚本 ${migration.name} 在执行后被改动；请还原该文件，把改动写进新的迁移脚本。`,
    { migration: migration.name },
  );
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into ops.migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  }
}

async function readMigrations(): Promise<readonly Migration[]> {
  const folder = migrationsFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** The .sql files stay beside the sources; compiled code finds them from the project's root. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'libs/base/postgres/migrations');
}
