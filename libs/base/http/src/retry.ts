import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#base/contracts';
import { isPassing } from './faults.js';

/** How often and how long a request is tried; milliseconds. */
export interface Retry {
  readonly attempts: number;
  /** Before the second try, doubled each time. */
  readonly wait: number;
  /** Who asks for a longer wait is left to the caller. */
  readonly longest: number;
}

/** Waits before another try, as long as the service asked for in the fault's `retryAfter`, in seconds; rethrows when there shall be none. */
export async function waitToRetry(
  thrown: unknown,
  attempt: number,
  { attempts, wait, longest }: Retry,
  signal: AbortSignal,
): Promise<void> {
  if (!isPassing(thrown) || attempt >= attempts) throw thrown;
  const asked = thrown.facts['retryAfter'];
  const ms = typeof asked === 'number' ? asked * 1_000 : Math.min(wait * 2 ** (attempt - 1), longest);
  if (ms > longest) throw thrown;
  await delay(ms, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) throw thrown;
}

/** How many seconds a service asks to be left alone in its `Retry-After`; null when it does not. */
export function retryAfter(header: string | null, clock: Clock): number | null {
  const told = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(told)) return Number(told);
  const date = Date.parse(told);
  if (Number.isNaN(date)) return null;
  return Math.max(0, Math.ceil((date - clock.now().getTime()) / 1_000));
}
