import type { CalendarData } from '#base/contracts';
import { isDay } from '../day-runs.js';
import { problem, type PolicyProblem } from './policy-problem.js';

/** Years that the calendar promises and lacks, and days outside what is published. */
export function calendarProblems(calendar: CalendarData): readonly PolicyProblem[] {
  const from = Number(calendar.publishedFrom.slice(0, 4));
  const until = Number(calendar.publishedUntil.slice(0, 4));
  const years = new Set(calendar.years.map((year) => year.year));
  const lacking = Array.from({ length: Math.max(until - from + 1, 0) }, (_, at) => from + at).filter(
    (year) => !years.has(year),
  );
  const days = [...calendar.years, ...calendar.regions].flatMap((part) => [...part.off, ...part.work]);
  const wrong = days.filter(
    (day) => !isDay(day) || day < calendar.publishedFrom || day > calendar.publishedUntil,
  );
  return [
    ...lacking.map((year) =>
      problem('calendar', String(year), 'years', `工作日历 ${calendar.version} 缺少 ${year} 年`),
    ),
    ...wrong.map((day) =>
      problem('calendar', day, 'years', `工作日历 ${calendar.version} 中的 ${day} 不是公布期内的日期`),
    ),
  ];
}
