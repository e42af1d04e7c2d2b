/** What reading took of a department's system: counts, and milliseconds of its time, of its longest answer, and of our waiting for its budget. */
export interface Cost {
  readonly requests: number;
  readonly rows: number;
  readonly bytes: number;
  readonly busyMs: number;
  readonly longestMs: number;
  readonly throttledMs: number;
}

/** Nothing taken. */
export const noCost: Cost = { requests: 0, rows: 0, bytes: 0, busyMs: 0, longestMs: 0, throttledMs: 0 };
