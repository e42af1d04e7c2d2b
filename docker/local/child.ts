import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { signIn, signalProcess } from './identity.js';
import { until } from './until.js';

/** How a process of the local set is run. Output goes line by line to `onLine`, or straight into `logFile`. */
export interface ChildPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
  /** How long its guard waits after the launcher's death, so that servers outlive their clients. */
  readonly guardDelaySeconds: number;
  readonly account?: { readonly uid: number; readonly gid: number };
  readonly output: { readonly logFile: string } | { readonly onLine: (line: string) => void };
}

export interface RunningChild {
  readonly pid: number;
  /** Resolves when the process has ended, with its exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  running(): boolean;
  /** Ends it politely, by force after the grace time, and waits. */
  stop(): Promise<void>;
  /** Sends a signal and waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/*
 * The guard lives in a session of its own, holding the read end of a pipe of ours. A word on the pipe lets it go; the end of
 * the pipe means this launcher died without a word (kill -9), and the guard ends its child instead.
 */
const guardScript = `trap '' INT TERM HUP
read -r word || {
  sleep "$3"; kill "-$2" "$1"; n=0
  while kill -0 "$1" && [ "$n" -lt "$4" ]; do sleep 1; n=$((n+1)); done
  kill -KILL "$1"
} 2>/dev/null`;

/** Starts a process in its own session, signs it in to its pid file and sets a guard beside it. */
export async function runChild(plan: ChildPlan): Promise<RunningChild> {
  const child = launch(plan);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await Promise.race([once(child, 'spawn'), once(child, 'error').then(([cause]) => Promise.reject(cause))]);
  const pid = child.pid ?? 0;
  await signIn(plan.pidFile, pid);
  const release = setGuard(plan, pid);
  const ended = exited.then(async (code) => {
    release();
    await rm(plan.pidFile, { force: true });
    return code;
  });
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (running()) signalProcess(pid, signal);
    await ended;
  };
  const stop = async (): Promise<void> => {
    if (running()) signalProcess(pid, plan.stopSignal);
    if (!(await until(() => !running(), plan.graceMs))) await kill('SIGKILL');
    await ended;
  };
  return { pid, exited: ended, running, stop, kill };
}

function launch(plan: ChildPlan): ChildProcess {
  const sink = 'logFile' in plan.output ? openSync(plan.output.logFile, 'w') : ('pipe' as const);
  const stdio: StdioOptions = ['ignore', sink, sink];
  const child = spawn(plan.command, plan.args, { env: plan.env, detached: true, stdio, ...plan.account });
  if (typeof sink === 'number') closeSync(sink);
  if ('onLine' in plan.output) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', plan.output.onLine);
    }
  }
  return child;
}

function setGuard(plan: ChildPlan, pid: number): () => void {
  const words = [String(pid), plan.stopSignal.slice(3), String(plan.guardDelaySeconds)];
  const grace = String(Math.ceil(plan.graceMs / 1000));
  const guard = spawn('/bin/sh', ['-c', guardScript, `guard-${plan.name}`, ...words, grace], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return () => guard.stdin.end('released\n');
}
