import { departmentName, type CalendarData } from '#base/contracts';
import type { PolicyContent } from '../policy-content.js';
import { isDay } from '../day-runs.js';
import { problem, repeated, type PolicyProblem } from './policy-problem.js';

/** Years that the calendar promises and lacks, days outside what is published, and centres or regions that are said twice or name nobody. */
export function calendarProblems({
  calendar,
  departments,
}: Pick<PolicyContent, 'calendar' | 'departments'>): readonly PolicyProblem[] {
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
    ...exceptionProblems(calendar, new Set(departments.map(departmentName))),
  ];
}

function exceptionProblems(
  { version, regions }: CalendarData,
  known: ReadonlySet<string>,
): readonly PolicyProblem[] {
  const named = regions.flatMap(({ region, departments }) =>
    departments === undefined ? [region] : departments.map((department) => `${region}.${department}`),
  );
  const say = (name: string, sentence: string): PolicyProblem =>
    problem('calendar', name, 'regions', `工作日历 ${version} 的地区调整${sentence}`);
  const strangers = named.filter((name) => name.includes('.') && !known.has(name));
  return [
    ...repeated(named).map((name) => say(name, `两次写到 ${name}`)),
    ...strangers.map((name) => say(name, `所列进驻部门 ${name} 没有登记`)),
  ];
}
