import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { HubError } from '#base/contracts';
import { program } from './places.js';

/** So long without any progress counts as stuck; a slow machine that goes on does not. */
const stuckAfterMs = 180_000;
const betweenLooksMs = 400;

const progress = z.object({
  complete: z.boolean(),
  sources: z.array(
    z.object({
      read: z.number(),
      unified: z.number(),
      parked: z.number(),
      waiting: z.number(),
      fault: z.unknown(),
    }),
  ),
  outbox: z.object({ messages: z.number() }),
});

type HubProgress = z.infer<typeof progress>;

/** Where the hub's own figures are asked for, and with which token. */
export interface StatusDesk {
  readonly port: number;
  readonly token: string;
}

/**
 * Waits until the hub says that everything the samples hold has been read, unified, sent and answered, and returns its status as JSON. It
 * asks the API, since a command line started for every look would take the processor from what it looks at.
 */
export async function settled(desk: StatusDesk, signal: AbortSignal): Promise<string> {
  let seen = '';
  let status = '';
  for (let movedAt = performance.now(); !signal.aborted; await pause(betweenLooksMs)) {
    status = await statusOf(desk, signal);
    const now = progressIn(status);
    if (now?.complete === true) return status;
    const mark = JSON.stringify(now);
    if (mark !== seen) movedAt = performance.now();
    seen = mark;
    if (performance.now() - movedAt > stuckAfterMs)
      throw new HubError(
        'HUB_LOCAL_SETUP_FAILED',
        `样例数据的处理已有 ${stuckAfterMs / 1_000} 秒没有进展，请用 npm run hub -- status 查看停在哪一步，日志在 var/log。`,
      );
  }
  return status;
}

/** How far the hub has come, or null when it does not say. */
export async function progressOf(desk: StatusDesk, signal: AbortSignal): Promise<HubProgress | null> {
  return progressIn(await statusOf(desk, signal));
}

/* Empty while the process that answers is still starting. */
async function statusOf({ port, token }: StatusDesk, signal: AbortSignal): Promise<string> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/status`, { headers, signal });
    return await answer.text();
  } catch {
    return '';
  }
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

function progressIn(text: string): HubProgress | null {
  try {
    return progress.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
