import type { DueDate, Obligation, PlannedDeadline, TimeLimit } from '#base/contracts';
import { dayOf, morningOf } from './day.js';
import { dueDate, exactMs } from './due-date.js';
import type { WorkingDays } from './working-days.js';

/** Turns an obligation that starts now into a deadline with its urge. */
export function planDeadline(days: WorkingDays, start: Date, obligation: Obligation): PlannedDeadline {
  const due = dueDate(days, start, obligation.limit);
  return {
    expects: obligation.expects,
    limit: obligation.limit,
    due,
    urgeAt: urgeTime(days, start, due, obligation.urgeBefore),
  };
}

/**
 * When to urge before a due date. Limits in days urge at 09:00+08:00, when an office is open: n working days before the due day,
 * or on the due day itself where that would lie before the start. Limits in hours and minutes are exact. Null: no time is left to
 * urge in, or there is no official due date.
 */
function urgeTime(days: WorkingDays, start: Date, due: DueDate, before: TimeLimit): Date | null {
  if (due.state !== 'due') return null;
  const latest = before.unit === 'hour' || before.unit === 'minute' ? null : morningOf(dayOf(due.at));
  return [subtract(days, due.at, before), latest].find((at) => at !== null && at > start) ?? null;
}

/** The instant a limit lies before another: days land at 09:00+08:00 of that day, hours and minutes are exact. Null beyond the calendar. */
export function subtract(days: WorkingDays, from: Date, limit: TimeLimit): Date | null {
  switch (limit.unit) {
    case 'workingDay': {
      const day = limit.amount === 0 ? dayOf(from) : days.before(dayOf(from), limit.amount);
      return day === null ? null : morningOf(day);
    }
    case 'naturalDay':
      return morningOf(dayOf(from) - limit.amount);
    default:
      return new Date(from.getTime() - exactMs(limit.amount, limit.unit));
  }
}
