import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { HubError } from '#base/contracts';
import { program } from './places.js';
import { until } from './until.js';

const patienceMs = 240_000;
const betweenLooksMs = 700;

/** Waits until `hub status --json` says that everything the samples hold has been read, unified, sent and answered. */
export async function settled(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const look = async (): Promise<boolean> => {
    if (isSettled(await hubStatus(['--json'], env))) return true;
    // Each look is a process of its own, and what it looks at needs the processor too.
    await pause(betweenLooksMs);
    return false;
  };
  const done = await until(look, patienceMs, signal);
  if (done || signal.aborted) return;
  throw new HubError(
    'HUB_LOCAL_SETUP_FAILED',
    `样例数据在 ${patienceMs / 1_000} 秒内没有处理完，请用 npm run hub -- status 查看停在哪一步，日志在 var/log。`,
  );
}

/** What `hub status` prints. */
export function hubStatus(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return printed('hub', ['status', ...args], env);
}

/** What the samples wrote beside what the hub made of it; `status` is what `hub status --json` printed. */
export function compareTruth(status: string, env: NodeJS.ProcessEnv): Promise<string> {
  return printed('sandbox', ['compare'], env, status);
}

async function printed(
  app: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  given = '',
): Promise<string> {
  const child = spawn(process.execPath, [program(app), ...args], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  // A child that ends before it has read everything closes the pipe; its exit says enough.
  child.stdin.on('error', () => undefined).end(given);
  await new Promise((resolve) => child.once('close', resolve));
  return Buffer.concat(said).toString('utf8');
}

function isSettled(text: string): boolean {
  try {
    const status: unknown = JSON.parse(text);
    return typeof status === 'object' && status !== null && 'settled' in status && status.settled === true;
  } catch {
    return false;
  }
}
