import type { TimedStep } from '#base/contracts';
import type { OwedDeadline } from './owed-deadline.js';

/** A step that is to be taken now. `overtaken`: a reminder whose due time has passed before anybody could send it. */
export interface TakenStep {
  readonly number: number;
  readonly step: TimedStep;
  readonly plannedAt: Date;
  readonly overtaken: boolean;
}

/** What a sweep makes of one deadline. */
export interface Climb {
  readonly owed: OwedDeadline;
  /** It is found missed now. */
  readonly missed: boolean;
  readonly taken: readonly TakenStep[];
  readonly nextStep: number;
  /** When to look again: 'infinity' waits for an official calendar, null is never. */
  readonly nextAt: Date | 'infinity' | null;
}

/** How far a deadline has climbed by now: every step whose time has come, in order, and when the next thing happens. */
export function climbLadder(owed: OwedDeadline, ladder: readonly TimedStep[], now: Date): Climb {
  const missed = owed.state === 'open' && owed.dueAt < now;
  const taken: TakenStep[] = [];
  let number = owed.nextStep;
  for (; number < ladder.length; number += 1) {
    const step = ladder[number];
    if (step === undefined || step.time.state === 'passed-over') continue;
    if (step.time.state !== 'at' || step.time.at > now) break;
    const plannedAt = step.time.at;
    taken.push({ number, step, plannedAt, overtaken: plannedAt < owed.dueAt && owed.dueAt < now });
  }
  return { owed, missed, taken, nextStep: number, nextAt: nextLook(owed, ladder[number], now) };
}

/** The next step or, while nothing says it was missed, the first instant after the due time. */
function nextLook(owed: OwedDeadline, next: TimedStep | undefined, now: Date): Climb['nextAt'] {
  const step = next === undefined ? null : next.time.state === 'at' ? next.time.at : 'infinity';
  if (owed.state === 'missed' || owed.dueAt < now) return step;
  const miss = new Date(owed.dueAt.getTime() + 1);
  return step instanceof Date && step < miss ? step : miss;
}
