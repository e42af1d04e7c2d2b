/** Why the hub waited: by the department's budget, because its system answers slowly or not in time, or because it asked for less (429, 503, Retry-After). */
export type WaitCause = 'budget' | 'slow' | 'asked';

/** What reading took of a department's system: counts, and milliseconds of its time, of its longest answer, and of our waiting for its budget. */
export interface Cost {
  readonly requests: number;
  readonly rows: number;
  readonly bytes: number;
  readonly busyMs: number;
  readonly longestMs: number;
  readonly throttledMs: number;
  /** Of that waiting, what was due to a slow system, and what it asked for; the rest is the budget's. */
  readonly slowMs: number;
  readonly askedMs: number;
}

/** Nothing taken. */
export const noCost: Cost = {
  requests: 0,
  rows: 0,
  bytes: 0,
  busyMs: 0,
  longestMs: 0,
  throttledMs: 0,
  slowMs: 0,
  askedMs: 0,
};

/** What most of the waiting was due to; null where there was none. */
export function mainCause({ throttledMs, slowMs, askedMs }: Cost): WaitCause | null {
  if (throttledMs === 0) return null;
  const budgetMs = throttledMs - slowMs - askedMs;
  if (askedMs > 0 && askedMs >= Math.max(slowMs, budgetMs)) return 'asked';
  return slowMs > 0 && slowMs >= budgetMs ? 'slow' : 'budget';
}
