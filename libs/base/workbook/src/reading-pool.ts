import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How much memory and time reading one workbook may take. Time counts while a batch is waited for, not while one is handled. */
export interface ReadingLimits {
  readonly heapMb: number;
  readonly batchMs: number;
}

export const usualLimits: ReadingLimits = { heapMb: 512, batchMs: 60_000 };

const idleMs = 20_000;
/** Beside this file, in `dist` as well as in the bundle. */
const program = fileURLToPath(new URL('./reading-process.js', import.meta.url));

interface Idle {
  readonly child: ChildProcess;
  readonly heapMb: number;
  readonly timer: NodeJS.Timeout;
  readonly gone: () => void;
}

let idle: readonly Idle[] = [];

/** A process that reads workbooks: one that waits for work, or a new one. It has no settings or secrets of its own, and ends with this process. */
export function takeReader({ heapMb }: ReadingLimits): ChildProcess {
  const free = idle.find((each) => each.heapMb === heapMb && each.child.connected);
  if (free !== undefined) {
    leave(free);
    free.child.ref();
    free.child.channel?.ref();
    return free.child;
  }
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  // A child that cannot be spoken to has an exit of its own.
  child.on('error', () => undefined);
  return child;
}

/** Keeps a process that has done its work for the next workbook. */
export function keepReader(child: ChildProcess, { heapMb }: ReadingLimits): void {
  if (!child.connected) return;
  const timer = setTimeout(() => child.disconnect(), idleMs);
  timer.unref();
  const entry: Idle = { child, heapMb, timer, gone: (): void => leave(entry) };
  child.once('exit', entry.gone);
  child.unref();
  child.channel?.unref();
  idle = [...idle, entry];
}

function leave(entry: Idle): void {
  clearTimeout(entry.timer);
  entry.child.off('exit', entry.gone);
  idle = idle.filter((each) => each !== entry);
}
