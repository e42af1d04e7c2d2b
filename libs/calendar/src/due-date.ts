import type { DueDate, TimeLimit } from '#base/contracts';
import { dayOf, endOfDay } from './day.js';
import { uncoveredYear, type WorkingDays } from './working-days.js';

const unitMs = { hour: 3_600_000, minute: 60_000 } as const;

/** Milliseconds of a limit that is counted exactly. */
export function exactMs(amount: number, unit: 'hour' | 'minute'): number {
  return amount * unitMs[unit];
}

/**
 * When a limit that starts at an instant runs out. Days exclude the start day and end at 23:59:59.999+08:00 of the last one;
 * hours and minutes are exact. Working days beyond the published calendar give the explicit state, never a date.
 */
export function dueDate(days: WorkingDays, start: Date, limit: TimeLimit): DueDate {
  const due = (at: Date): DueDate => ({ state: 'due', at, calendarVersion: days.version });
  const startDay = dayOf(start);
  switch (limit.unit) {
    case 'workingDay': {
      const last = days.after(startDay, limit.amount);
      return last === null
        ? {
            state: 'no-official-calendar',
            year: uncoveredYear(days, startDay),
            calendarVersion: days.version,
          }
        : due(endOfDay(last));
    }
    case 'naturalDay':
      return due(endOfDay(startDay + limit.amount));
    default:
      return due(new Date(start.getTime() + exactMs(limit.amount, limit.unit)));
  }
}
