import { setTimeout as pause } from 'node:timers/promises';

/** Asks `probe` every 50 ms until it says yes; false when `limitMs` have passed or the signal has fired. */
export async function until(
  probe: () => boolean | Promise<boolean>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    if (signal?.aborted === true) return false;
    if (await probe()) return true;
    await pause(50);
  }
  return false;
}
