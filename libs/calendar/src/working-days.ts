import {
  departmentName,
  type CalendarData,
  type CalendarException,
  type DepartmentRef,
  type RegionCode,
} from '#base/contracts';
import { dayOf, dayOfText, isWeekday, yearOfDay } from './day.js';

/** The working days of one region, between the first and the last officially published day. Days are numbers as in `day.ts`. */
export interface WorkingDays {
  readonly version: string;
  readonly first: number;
  readonly last: number;
  /** Whether the day lies within the published calendar. */
  covers(day: number): boolean;
  isWorking(day: number): boolean;
  /** Whether the Beijing day of an instant is a working day. */
  worksAt(at: Date): boolean;
  /** The n-th working day after a day (itself excluded), n ≥ 1; with n = 0 the day itself or the next working one. Null beyond the calendar. */
  after(day: number, n: number): number | null;
  /** The n-th working day before a day (itself excluded), n ≥ 1. Null beyond the calendar. */
  before(day: number, n: number): number | null;
  /** How many working days lie in (from, to]. Null beyond the calendar. */
  between(from: number, to: number): number | null;
}

/** The calendar of every region and service centre: the national one, with what single regions and the centres in them do differently. */
export interface Calendar {
  readonly version: string;
  forRegion(region: RegionCode): WorkingDays;
  /** The days of the service centre the department sits in, else those of its region. */
  forDepartment(of: DepartmentRef): WorkingDays;
}

const opened = new WeakMap<CalendarData, Calendar>();

/** Opens calendar data for counting, once: asked again with the same data it answers the same calendar. */
export function openCalendar(source: CalendarData): Calendar {
  const known = opened.get(source);
  if (known !== undefined) return known;
  const calendar = open(source);
  opened.set(source, calendar);
  return calendar;
}

/** Regions and departments without exceptions share the national days. */
function open(source: CalendarData): Calendar {
  const national = countDays(source, []);
  const own = source.regions.filter(({ departments }) => departments === undefined);
  const regional = new Map(own.map((exception) => [exception.region, countDays(source, [exception])]));
  const centres = new Map<string, WorkingDays>(
    source.regions.flatMap((centre) => {
      const days = countDays(source, [...own.filter(({ region }) => region === centre.region), centre]);
      return (centre.departments ?? []).map((name) => [`${centre.region}.${name}`, days] as const);
    }),
  );
  const forRegion = (region: RegionCode): WorkingDays => regional.get(region) ?? national;
  return {
    version: source.version,
    forRegion,
    forDepartment: (of) => centres.get(departmentName(of)) ?? forRegion(of.region),
  };
}

/** The national days with the exceptions laid over them, each over those before it. */
function countDays(source: CalendarData, exceptions: readonly CalendarException[]): WorkingDays {
  const first = dayOfText(source.publishedFrom);
  const last = dayOfText(source.publishedUntil);
  const length = last - first + 1;
  const working = Uint8Array.from({ length }, (_, index) => Number(isWeekday(first + index)));
  const set = (days: readonly string[], value: number): void => {
    for (const day of days) working[dayOfText(day) - first] = value;
  };
  for (const { off, work } of [...source.years, ...exceptions]) {
    set(off, 0);
    set(work, 1);
  }
  return index(source.version, first, last, working);
}

function index(version: string, first: number, last: number, working: Uint8Array): WorkingDays {
  const list: number[] = [];
  const upTo = new Int32Array(working.length + 1);
  working.forEach((value, at) => {
    if (value === 1) list.push(first + at);
    upTo[at + 1] = list.length;
  });
  const covers = (day: number): boolean => day >= first && day <= last;
  const rank = (day: number): number => upTo[day - first + 1] ?? 0;
  return {
    version,
    first,
    last,
    covers,
    isWorking: (day) => working[day - first] === 1,
    worksAt: (at) => working[dayOf(at) - first] === 1,
    after: (day, n) => (covers(day) ? (list[n === 0 ? rank(day - 1) : rank(day) + n - 1] ?? null) : null),
    before: (day, n) => (covers(day) ? (list[rank(day - 1) - n] ?? null) : null),
    between: (from, to) => (covers(from) && covers(to) ? rank(to) - rank(from) : null),
  };
}

/** The first year a count ran out of: before the calendar, or after it. */
export function uncoveredYear(days: WorkingDays, start: number): number {
  return days.covers(start) ? yearOfDay(days.last + 1) : yearOfDay(start);
}
