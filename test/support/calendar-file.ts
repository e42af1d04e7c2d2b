import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CalendarData } from '#base/contracts';

interface CalendarFile extends Omit<CalendarData, 'years'> {
  readonly years: Record<string, { readonly off: readonly string[]; readonly work: readonly string[] }>;
}

/** The committed calendar of the yearly notices, its runs of days written out. */
export function committedCalendar(): CalendarData {
  const path = join(process.cwd(), 'config/calendar/cn-2004-2026.yaml');
  const file = parse(readFileSync(path, 'utf8')) as CalendarFile;
  const years = Object.entries(file.years).map(([year, { off, work }]) => ({
    year: Number(year),
    off: off.flatMap((run) => expand(year, run)),
    work: work.flatMap((run) => expand(year, run)),
  }));
  return { ...file, years };
}

const dayMs = 86_400_000;

function expand(year: string, run: string): readonly string[] {
  const [from = NaN, to = from] = run.split('..').map((day) => Date.parse(`${year}-${day}T00:00:00Z`));
  const length = (to - from) / dayMs + 1;
  return Array.from({ length }, (_, at) => new Date(from + at * dayMs).toISOString().slice(0, 10));
}
