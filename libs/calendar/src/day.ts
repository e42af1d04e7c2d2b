const dayMs = 86_400_000;
/** Beijing time. A fixed offset is exact here: the last summer time ended in 1991, the calendar begins in 2004. */
const offsetMs = 8 * 3_600_000;

/** The Beijing day an instant falls on, as a count of days since 1970-01-01. */
export function dayOf(instant: Date): number {
  return Math.floor((instant.getTime() + offsetMs) / dayMs);
}

/** The day of a YYYY-MM-DD text; NaN when it is none. */
export function dayOfText(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / dayMs;
}

/** The year a day lies in. */
export function yearOfDay(day: number): number {
  return new Date(day * dayMs).getUTCFullYear();
}

/** Monday to Friday. */
export function isWeekday(day: number): boolean {
  const sinceMonday = (((day + 3) % 7) + 7) % 7;
  return sinceMonday < 5;
}

/** The last millisecond of a day in Beijing time: 23:59:59.999+08:00. */
export function endOfDay(day: number): Date {
  return new Date((day + 1) * dayMs - offsetMs - 1);
}

/** When offices have opened: 09:00+08:00. */
export function morningOf(day: number): Date {
  return new Date(day * dayMs - offsetMs + 9 * 3_600_000);
}
