import type { RequestAnswer } from '#base/contracts';

/**
 * How hard a source is pressed. `factor` is the share of the full pace, from 1/64 to 1. `baselineMs` is what an answer usually takes,
 * per hundred rows; null before the first.
 */
export interface Pace {
  readonly factor: number;
  readonly baselineMs: number | null;
  readonly answers: number;
  readonly changedAt: number;
  /** Why it is less than full; null while it is not. */
  readonly cause: 'slow' | 'asked' | null;
}

/** The pace of a source nothing is known about. */
export const fullPace: Pace = { factor: 1, baselineMs: null, answers: 0, changedAt: 0, cause: null };

const least = 1 / 64;
const step = 1 / 16;
/** The pace is raised once a second at most. */
const riseMs = 1_000;
/** One burst of slow answers halves the pace once: they were asked for before it was halved. */
const settleMs = 5_000;
/** So many times its usual answer, and so much longer, is "well above"; short hiccups of our own machine are not. */
const slowTimes = 3;
const slowByMs = 1_000;
const learning = 8;
const rowsOfAnswer = 100;

/**
 * Additive increase, multiplicative decrease: the pace after one more answer. A source that asks to slow down, or answers well above its own
 * baseline, is pressed half as hard; each calm second gives a sixteenth back. A source that stays slow becomes its own baseline in time.
 */
export function adapt(pace: Pace, answer: RequestAnswer, at: number): Pace {
  const perHundred = answer.ms / Math.max(1, (answer.rows ?? 0) / rowsOfAnswer);
  const slow = isSlow(pace, perHundred);
  const known = { baselineMs: learned(pace, perHundred, slow), answers: pace.answers + 1 };
  const halfBy = (cause: 'slow' | 'asked'): Pace => ({
    ...known,
    factor: halved(pace.factor),
    changedAt: at,
    cause,
  });
  if (answer.slowDown === true) return halfBy('asked');
  if (answer.timedOut === true) return halfBy('slow');
  if (slow) return pace.factor < 1 && at - pace.changedAt < settleMs ? { ...pace, ...known } : halfBy('slow');
  if (pace.factor === 1 || at - pace.changedAt < riseMs) return { ...pace, ...known };
  return risen(pace, known, at);
}

function risen(pace: Pace, known: Pick<Pace, 'baselineMs' | 'answers'>, at: number): Pace {
  const factor = Math.min(1, pace.factor + step);
  return { ...known, factor, changedAt: at, cause: factor === 1 ? null : pace.cause };
}

function isSlow({ baselineMs, answers }: Pace, ms: number): boolean {
  if (baselineMs === null || answers < learning) return false;
  return ms > baselineMs * slowTimes && ms > baselineMs + slowByMs;
}

function learned({ baselineMs, answers }: Pace, ms: number, slow: boolean): number {
  if (baselineMs === null) return ms;
  const weight = answers < learning ? 1 / (answers + 1) : slow ? 0.02 : 0.05;
  return baselineMs + (ms - baselineMs) * weight;
}

function halved(factor: number): number {
  return Math.max(least, factor / 2);
}
