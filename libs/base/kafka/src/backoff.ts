import { setTimeout } from 'node:timers/promises';

/** Bounds of an exponential wait, in milliseconds. */
export interface BackOff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The wait before try number `attempt` (from 1): doubled each time up to the bound, then shortened by up to half at random. */
export function waitMs(backOff: BackOff, attempt: number, random: () => number): number {
  const full = Math.min(backOff.firstMs * 2 ** Math.min(attempt - 1, 30), backOff.maxMs);
  return Math.round(full * (1 - random() / 2));
}

/** Waits, or returns at once when the signal is or becomes aborted. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
