import { endOfBeijingDay } from './beijing-time.js';
import type { PlannedDeadline } from './message.js';

const dayMs = 86_400_000;

/** A fact that is owed by the end of a Beijing day somebody named (YYYY-MM-DD), urged a day before where that lies ahead of `start`. */
export function deadlineOnDay(
  expects: PlannedDeadline['expects'],
  day: string,
  start: Date,
  calendarVersion: string,
): PlannedDeadline {
  const at = endOfBeijingDay(day);
  const left = at.getTime() - start.getTime();
  return {
    expects,
    limit: { amount: Math.max(0, Math.ceil(left / dayMs)), unit: 'naturalDay' },
    due: { state: 'due', at, calendarVersion },
    urgeAt: left > dayMs ? new Date(at.getTime() - dayMs) : null,
  };
}
