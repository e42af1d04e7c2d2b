import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { alone, here, narrated, say } from './ground.mjs';
import { ownNode } from './hand-over.mjs';

const rooms = ['apps', 'libs', 'docker', 'test'];
const stamp = here('dist', '.compiled');

/** Compiles with tsc and bundles when a source is newer than the last sound compilation. False when there are type errors; what compiles is emitted all the same. */
export async function compile({ quiet = false } = {}) {
  if (upToDate()) return true;
  return alone('compile', () => (upToDate() ? true : compileNow(quiet)));
}

async function compileNow(quiet) {
  const before = new Date();
  mkdirSync(here('dist'), { recursive: true });
  for (const room of rooms) removeOrphans(here('dist', room), here(room));
  if (!quiet) say('正在编译 …');
  const { code, output } = await narrated('编译', tsc);
  const bundled = await narrated('打包', bundle);
  if (code === 0 && bundled) {
    writeFileSync(stamp, before.toISOString());
    return true;
  }
  rmSync(stamp, { force: true });
  const errors = output.split('\n').filter((line) => line.includes(' error TS'));
  for (const line of errors.slice(0, 20)) say(line);
  if (code !== 0) say(`编译发现 ${errors.length} 处类型错误，请先修正。`);
  return false;
}

function tsc() {
  const args = [
    here('node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    here('tsconfig.json'),
    '--pretty',
    'false',
  ];
  const child = spawn(ownNode(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

function upToDate() {
  if (!existsSync(stamp)) return false;
  const compiled = Date.parse(readFileSync(stamp, 'utf8'));
  const settings = ['tsconfig.json', 'package.json'].map((file) => statSync(here(file)).mtimeMs);
  return Math.max(...settings, ...rooms.map((room) => newest(here(room)))) < compiled;
}

/* Folders count too: a file taken away changes nothing but its folder. */
function newest(folder) {
  let time = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) time = Math.max(time, newest(path));
    else if (entry.name.endsWith('.ts')) time = Math.max(time, statSync(path).mtimeMs);
  }
  return time;
}

/* tsc leaves the output of deleted sources behind, and jest would go on running their tests. */
function removeOrphans(compiled, sources) {
  if (!existsSync(compiled)) return;
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const path = join(compiled, entry.name);
    if (entry.isDirectory()) {
      if (existsSync(join(sources, entry.name))) removeOrphans(path, join(sources, entry.name));
      else rmSync(path, { recursive: true, force: true });
    } else if (/\.js(\.map)?$/.test(entry.name)) {
      const source = join(sources, entry.name.replace(/\.js(\.map)?$/, '.ts'));
      if (!existsSync(source) && !existsSync(`${source}x`)) rmSync(path, { force: true });
    }
  }
}
