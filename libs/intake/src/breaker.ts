/** When readings of a source went wrong in the way that costs it: they hung, or ran into the time limit. Milliseconds. */
export interface Breaker {
  readonly failures: readonly number[];
  /** How often in a row it opened without a poll going through in between. */
  readonly openings: number;
  /** Until when the source is left alone; null while it may be read. */
  readonly openUntil: number | null;
  /** Whether the reading under way is the one trial after a rest. */
  readonly trial: boolean;
}

/** How many failures within an hour open it, and the first and longest rest. */
export interface BreakerLimits {
  readonly mostAnHour: number;
  readonly restMs: number;
  readonly longestRestMs: number;
}

/** Nothing went wrong. */
export const closedBreaker: Breaker = { failures: [], openings: 0, openUntil: null, trial: false };

const hourMs = 3_600_000;

/** After one more failure: beyond the bound, or in a trial, the source rests, twice as long each time in a row. */
export function afterFailure(breaker: Breaker, at: number, limits: BreakerLimits): Breaker {
  const failures = [...breaker.failures.filter((failed) => failed > at - hourMs), at];
  if (!breaker.trial && failures.length <= limits.mostAnHour)
    return { ...breaker, failures, openUntil: null };
  const restMs = Math.min(limits.longestRestMs, limits.restMs * 2 ** Math.min(breaker.openings, 20));
  return { failures, openings: breaker.openings + 1, openUntil: at + restMs, trial: false };
}

/** What a reading may start with: an open breaker whose rest is over lets one trial through. */
export function atStart(breaker: Breaker, at: number): Breaker {
  if (breaker.openUntil === null || breaker.openUntil > at) return breaker;
  return { ...breaker, openUntil: null, trial: true };
}

/** After a poll went through: a trial closes the breaker; otherwise the failures of the hour still count. */
export function afterPoll(breaker: Breaker): Breaker {
  return breaker.trial ? closedBreaker : breaker;
}
