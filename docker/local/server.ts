import { join } from 'node:path';
import { HubError } from '#base/contracts';
import { runChild, type ChildPlan, type RunningChild } from './child.js';
import { endLeftover } from './identity.js';
import { until } from './until.js';

/** A real server of the local set. Tests use the same handle to break it. */
export interface ServerHandle {
  readonly name: string;
  /** As it is called in sentences. */
  readonly title: string;
  readonly port: number;
  readonly logFile: string;
  /** Resolves when it does not run: at once when it has ended already. */
  ended(): Promise<void>;
  /** Shuts it down cleanly and waits. */
  stop(): Promise<void>;
  /** Sends a signal, by default SIGKILL, and waits until the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it if it runs, starts it again on the same port and state, and waits until it answers. */
  restart(): Promise<void>;
}

/** How a server is brought up: its process, what to clear away before, and how to see that it answers. */
export interface ServerPlan extends Omit<ChildPlan, 'pidFile' | 'output' | 'env'> {
  readonly title: string;
  readonly dir: string;
  readonly port: number;
  readonly logFile: string;
  readonly env?: NodeJS.ProcessEnv;
  beforeStart?(): Promise<void>;
  ready(): Promise<boolean>;
}

const patience = 60_000;

/** Ends whatever a killed run left in `dir`; to be called before the server's port is chosen. */
export async function clearLeftover(dir: string, signal: NodeJS.Signals): Promise<boolean> {
  return endLeftover(pidFileOf(dir), signal, 20_000);
}

/** Starts a server and waits until it answers; one that ends early is tried twice more, then reported with its log's place. */
export async function startServer(plan: ServerPlan): Promise<ServerHandle> {
  let child = await bringUp(plan);
  return {
    name: plan.name,
    title: plan.title,
    port: plan.port,
    logFile: plan.logFile,
    ended: async () => void (await child.exited),
    stop: () => child.stop(),
    kill: (signal = 'SIGKILL') => child.kill(signal),
    async restart() {
      await child.stop();
      child = await bringUp(plan);
    },
  };
}

async function bringUp(plan: ServerPlan): Promise<RunningChild> {
  for (let attempt = 1; ; attempt += 1) {
    await plan.beforeStart?.();
    const child = await runChild({
      ...plan,
      env: plan.env ?? process.env,
      pidFile: pidFileOf(plan.dir),
      output: { logFile: plan.logFile },
    });
    const up = await until(async () => !child.running() || (await plan.ready()), patience);
    if (up && child.running()) return child;
    await child.stop();
    // A server killed a moment ago may still hold its shared memory or its port for a second or two.
    if (attempt === 3) throw failed(plan);
    await until(() => false, 1_000);
  }
}

function failed(plan: ServerPlan): HubError {
  const advice = `请查看 ${plan.logFile}，或执行 npm run reset 清空本地状态后重试`;
  return new HubError('HUB_LOCAL_SERVER_FAILED', `${plan.title}未能启动：${advice}。`, { port: plan.port });
}

function pidFileOf(dir: string): string {
  return join(dir, 'server.pid');
}
