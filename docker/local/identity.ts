import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { until } from './until.js';

/** A process as the kernel knows it: the number may come round again, the pair never does. */
interface Identity {
  readonly pid: number;
  readonly started: string;
}

/** The identity of a living process, or null when it is gone or only waits to be buried. */
export function identityOf(pid: number): Identity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    return fields[0] === 'Z' || started === undefined ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Writes the identity of `pid` to `file`, so that a later run can tell its own leftovers from strangers. */
export async function signIn(file: string, pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (identity !== null) await writeFile(file, JSON.stringify(identity));
}

/** The process that signed in to `file`, if it is still the same one and alive. */
export async function stillThere(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [, pid, started] = /^\{"pid":(\d+),"started":"(\d+)"\}$/.exec(text.trim()) ?? [];
  if (pid === undefined) return null;
  return identityOf(Number(pid))?.started === started ? Number(pid) : null;
}

/** Ends what a killed run left behind under `file`: politely first, by force after `graceMs`. Says whether there was anything. */
export async function endLeftover(file: string, signal: NodeJS.Signals, graceMs: number): Promise<boolean> {
  const pid = await stillThere(file);
  if (pid !== null) await endProcess(pid, signal, graceMs);
  await rm(file, { force: true });
  return pid !== null;
}

/** Signals one process and waits until it is gone; after `graceMs` it is killed. */
export async function endProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const gone = (): boolean => identityOf(pid) === null;
  signalProcess(pid, signal);
  if (await until(gone, graceMs)) return;
  signalProcess(pid, 'SIGKILL');
  await until(gone, 10_000);
}

/** Sends a signal; a process that ended meanwhile is what was wanted. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}
