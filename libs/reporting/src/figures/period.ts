import { beijingDay } from '#base/contracts';

/** A stretch of Beijing days: the first instant of the first, and the first instant after the last. */
export interface Period {
  readonly since: Date;
  readonly before: Date;
}

const dayMs = 86_400_000;

/** From the first day to the last, both inclusive (YYYY-MM-DD). */
function daysPeriod(first: string, last: string): Period {
  return { since: startOf(first), before: new Date(startOf(last).getTime() + dayMs) };
}

/** The same with either end left open; null where it is. */
export function openPeriod(
  first: string | null,
  last: string | null,
): { readonly since: Date | null; readonly before: Date | null } {
  return {
    since: first === null ? null : daysPeriod(first, first).since,
    before: last === null ? null : daysPeriod(last, last).before,
  };
}

/** A calendar month, YYYY-MM. */
export function monthPeriod(month: string): Period {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  const nextMonth = `${next[0]}-${String(next[1]).padStart(2, '0')}`;
  return { since: startOf(`${month}-01`), before: startOf(`${nextMonth}-01`) };
}

/** The Beijing day of the instant, as far as it has come. */
export function today(now: Date): Period {
  const day = beijingDay(now);
  return daysPeriod(day, day);
}

/** From the first of the month to the end of the day of the instant. */
export function monthToDate(now: Date): Period {
  const day = beijingDay(now);
  return daysPeriod(`${day.slice(0, 7)}-01`, day);
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}
