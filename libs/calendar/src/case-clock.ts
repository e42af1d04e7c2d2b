import type { DueDate, TimeLimit } from '#base/contracts';
import { dayOf, endOfDay } from './day.js';
import { exactMs } from './due-date.js';
import { mergePauses, type Pause } from './pauses.js';
import { uncoveredYear, type WorkingDays } from './working-days.js';

/** The legal clock of a case: from acceptance, with what stops it. */
export interface CaseClockInput {
  readonly acceptedAt: Date;
  readonly limit: TimeLimit;
  /** Special procedures; an open one has no end. */
  readonly pauses: readonly Pause[];
  readonly closedAt: Date | null;
  readonly now: Date;
}

/** Where the clock stands. `due` is null while an open pause hides the end. */
export interface CaseClock {
  readonly state: 'running' | 'paused' | 'closed';
  readonly due: DueDate | null;
  readonly overdue: boolean;
}

/**
 * The clock of a case under 行政许可法 Art. 45: time of special procedures is not counted. In days, a pause takes out the days
 * after the one it began on up to and including the one it ended on, the same rule as limits themselves; overlapping pauses count once.
 */
export function caseClock(days: WorkingDays, input: CaseClockInput): CaseClock {
  const end = input.closedAt ?? input.now;
  const pauses = mergePauses(input.pauses);
  const due =
    input.limit.unit === 'hour' || input.limit.unit === 'minute'
      ? exactDue(days, input.acceptedAt, exactMs(input.limit.amount, input.limit.unit), pauses)
      : dueByDays(days, input.acceptedAt, input.limit.amount, input.limit.unit, pauses);
  const paused = pauses.some((pause) => pause.from <= end && (pause.to === null || end < pause.to));
  const open = paused ? 'paused' : 'running';
  return {
    state: input.closedAt === null ? open : 'closed',
    due,
    overdue: due?.state === 'due' && end > due.at,
  };
}

function dueByDays(
  days: WorkingDays,
  acceptedAt: Date,
  amount: number,
  unit: 'workingDay' | 'naturalDay',
  pauses: readonly Pause[],
): DueDate | null {
  const spans = pauses.map((pause) => ({
    after: dayOf(pause.from),
    until: pause.to === null ? Infinity : dayOf(pause.to),
  }));
  const start = dayOf(acceptedAt);
  let counted = 0;
  let day = start;
  while (counted < amount) {
    day += 1;
    const span = spans.find((candidate) => day > candidate.after && day <= candidate.until);
    if (span?.until === Infinity) return null;
    if (unit === 'workingDay' && !(days.covers(start) && days.covers(day)))
      return {
        state: 'no-official-calendar',
        year: uncoveredYear(days, start),
        calendarVersion: days.version,
      };
    if (span === undefined && (unit === 'naturalDay' || days.isWorking(day))) counted += 1;
  }
  return { state: 'due', at: endOfDay(day), calendarVersion: days.version };
}

function exactDue(
  days: WorkingDays,
  acceptedAt: Date,
  limitMs: number,
  pauses: readonly Pause[],
): DueDate | null {
  let at = acceptedAt.getTime();
  let left = limitMs;
  for (const pause of pauses) {
    const running = pause.from.getTime() - at;
    if (running >= left) break;
    if (pause.to === null) return null;
    left -= Math.max(running, 0);
    at = Math.max(at, pause.to.getTime());
  }
  return { state: 'due', at: new Date(at + left), calendarVersion: days.version };
}
