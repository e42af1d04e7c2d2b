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
  const own = Math.min(wait * 2 ** (attempt - 1), longest);
  // Who says "at once" while refusing is not taken at its word.
  const ms = typeof asked === 'number' ? Math.max(asked * 1_000, own) : own;
  if (ms > longest) throw thrown;
  await delay(ms, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) throw thrown;
}

/** How many seconds a service asks to be left alone in its `Retry-After`; null when it does not. A date is meant by the service's own clock, where its answer tells that. */
export function retryAfter(header: (name: string) => string | null, clock: Clock): number | null {
  const told = header('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(told)) return Number(told);
  const date = /[a-z]/i.test(told) ? Date.parse(told) : Number.NaN;
  if (Number.isNaN(date)) return null;
  const sent = Date.parse(header('date') ?? '');
  const now = Number.isNaN(sent) ? clock.now().getTime() : sent;
  return Math.max(0, Math.ceil((date - now) / 1_000));
}
