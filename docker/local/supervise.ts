import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RestartPause, whenAgain } from './restart-pause.js';
import type { Restarts } from './restarts.js';
import { runChild, type ChildPlan, type RunningChild } from './child.js';
import { endLeftover } from './identity.js';
import { nodeFlags } from './node-flags.js';
import { folder, places } from './places.js';
import type { HubProcess } from './processes.js';
import { say, tell, warn } from './terminal.js';

/** A process kept alive: whenever it ends by itself it is started again, later each time. */
export interface Supervised {
  readonly name: string;
  stop(): Promise<void>;
}

/** Starts a process of the set, passes its lines on, and starts it again with back-off, counting, until stopped. */
export function supervise(wanted: HubProcess, restarts: Restarts): Supervised {
  const stopping = new AbortController();
  let child: RunningChild | null = null;
  const keep = async (): Promise<void> => {
    const wait = new RestartPause();
    while (!stopping.signal.aborted) {
      const from = performance.now();
      child = await runChild(planOf(wanted.name, wanted.args, wanted.env));
      restarts.started(wanted.name);
      if (stopping.signal.aborted) await child.stop();
      const code = await child.exited;
      if (stopping.signal.aborted) return;
      restarts.ended(wanted.name, new Date());
      const { pauseMs, failures } = wait.after(performance.now() - from);
      const how = code === null ? '被信号终止' : `退出码 ${code}`;
      const often = failures < 2 ? '' : `连续第 ${failures} 次`;
      warn(`${wanted.name} 进程${often}意外退出（${how}），${whenAgain(pauseMs)}。`);
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const kept = keep();
  kept.catch((thrown: unknown) => warn(`${wanted.name} 进程无法启动：${String(thrown)}`));
  return {
    name: wanted.name,
    async stop() {
      stopping.abort();
      await child?.stop();
      await kept.catch(() => undefined);
    },
  };
}

/** Runs a step of the set-up to its end, passing its lines on; returns its exit code. */
export async function runStep(
  who: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number | null> {
  const child = await runChild(planOf(who, args, env));
  return child.exited;
}

/** Ends the processes a killed launcher may have left behind. */
export async function endLeftovers(names: readonly string[]): Promise<void> {
  const ended = await Promise.all(names.map((name) => endLeftover(pidFileOf(name), 'SIGTERM', 10_000)));
  const found = names.filter((_, index) => ended[index] === true);
  if (found.length > 0) say(`已结束上次运行遗留的进程：${found.join('、')}。`);
}

function planOf(name: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildPlan {
  return {
    name,
    command: process.execPath,
    args: [...nodeFlags, ...args],
    env,
    pidFile: pidFileOf(name),
    stopSignal: 'SIGTERM',
    graceMs: 10_000,
    guardDelaySeconds: 0,
    output: { onLine: (line) => tell(name, line) },
  };
}

function pidFileOf(name: string): string {
  return join(folder(join(places.local, 'run')), `${name}.pid`);
}
