import { existsSync, readFileSync, mkdirSync, writeFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const repository = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');

/** A path below the repository. */
export const here = (...parts) => join(repository, ...parts);

/** A compiled program. */
export const dist = (path) => here('dist', ...path.split('/'));

/** One readable line. On stderr, so that a program's own output (`hub … --json`) stays clean. */
export function say(sentence) {
  process.stderr.write(`[准备] ${sentence}\n`);
}

/** Waits for `work`; says how long it has taken every ten seconds. */
export async function narrated(title, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const ticker = setInterval(() => say(`${title}：已用 ${seconds()} 秒 …`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    if (seconds() >= 2) say(`${title}：用时 ${seconds()} 秒。`);
  }
}

/** Does `work` while no other start-up does the same; a lock whose holder has died is taken over. */
export async function alone(name, work) {
  const lock = here('var', `${name}.lock`);
  mkdirSync(here('var'), { recursive: true, mode: 0o755 });
  for (let told = false; !take(lock); await pause(200)) {
    if (!told) say(`另一个命令正在做同样的准备（${name}），等它完成 …`);
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
  }
  const holder = existsSync(lock) ? readFileSync(lock, 'utf8').trim() : '';
  if (holder === '' || isNode(holder)) return false;
  rmSync(lock, { force: true });
  return take(lock);
}

function isNode(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap.mjs');
  } catch {
    return false;
  }
}
