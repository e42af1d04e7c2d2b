import axios from 'axios';
import { z } from 'zod';
import type { ProcessAddress } from './process-addresses.js';

/** What a process says of itself; `down` when nobody answers in time, or somebody else does. */
export interface ProcessHealth {
  readonly process: string;
  readonly url: string;
  readonly state: 'ready' | 'notReady' | 'down';
  /** The newest durable progress of any of its checks. */
  readonly progressAt: Date | null;
  /** What keeps it from being ready, one Chinese sentence a check. */
  readonly reasons: readonly string[];
}

const patienceMs = 1500;

const readiness = z.object({
  process: z.string(),
  ready: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      ready: z.boolean(),
      progressAt: z.coerce.date().nullable(),
      sentence: z.string(),
    }),
  ),
});

/** Asks every process at once; none is waited for longer than a second and a half. */
export function askProcesses(addresses: readonly ProcessAddress[]): Promise<readonly ProcessHealth[]> {
  return Promise.all(addresses.map(ask));
}

async function ask({ name, url }: ProcessAddress): Promise<ProcessHealth> {
  const about = { process: name, url };
  const answer = await read(`${url}/health/ready`);
  if (answer === null || answer.process !== name) {
    const reason = answer === null ? '没有答复' : `该地址由 ${answer.process} 答复`;
    return { ...about, state: 'down', progressAt: null, reasons: [reason] };
  }
  const progress = answer.checks.flatMap(({ progressAt }) => progressAt?.getTime() ?? []);
  return {
    ...about,
    state: answer.ready ? 'ready' : 'notReady',
    progressAt: progress.length === 0 ? null : new Date(Math.max(...progress)),
    reasons: answer.checks.filter(({ ready }) => !ready).map((each) => `${each.name}：${each.sentence}`),
  };
}

async function read(url: string): Promise<z.infer<typeof readiness> | null> {
  try {
    const { data } = await axios.get<unknown>(url, {
      timeout: patienceMs,
      signal: AbortSignal.timeout(patienceMs),
      // Not ready is an answer (503), and a proxy has no business between the hub's own processes.
      validateStatus: () => true,
      proxy: false,
    });
    return readiness.safeParse(data).data ?? null;
  } catch {
    return null;
  }
}
