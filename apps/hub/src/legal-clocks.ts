import { brandAs, type RegionCode, type TimeLimit } from '#base/contracts';
import { caseClock, type Calendar } from '#libs/calendar';
import type { CaseLife, RecordView } from '#libs/reporting';

/** The clock of a case by one of its limits; `year` is the one without an official calendar, when that is why there is no date. */
export interface LegalClock {
  readonly limit: 'legal' | 'promised';
  readonly amount: number;
  readonly unit: TimeLimit['unit'];
  readonly state: 'running' | 'paused' | 'closed';
  readonly dueAt: Date | null;
  readonly year: number | null;
  readonly overdue: boolean;
}

const units: Readonly<Record<string, TimeLimit['unit']>> = {
  WORKING_DAY: 'workingDay',
  NATURAL_DAY: 'naturalDay',
  HOUR: 'hour',
  MINUTE: 'minute',
};

/** The clocks of the limits that the acceptance states, from acceptance, without the time of special procedures (行政许可法 Art. 45). */
export function legalClocks(life: CaseLife, calendar: Calendar, now: Date): readonly LegalClock[] {
  const records = life.records.filter(({ removed }) => !removed);
  const acceptance = records.findLast(({ kind }) => kind === 'acceptance');
  const acceptedAt = instantIn(acceptance, 'acceptedAt');
  if (acceptance === undefined || acceptedAt === null) return [];
  const days = calendar.forRegion(brandAs<RegionCode>(life.status?.region ?? ''));
  const pauses = records.flatMap((record) => {
    const from = record.kind === 'specialProcedure' ? instantIn(record, 'startedAt') : null;
    return from === null ? [] : [{ from, to: instantIn(record, 'endedAt') }];
  });
  const closedAt = life.status?.state === 'CLOSED' ? life.status.decided_at : null;
  return (['legal', 'promised'] as const).flatMap((limit): readonly LegalClock[] => {
    const stated = limitIn(acceptance, limit);
    if (stated === null) return [];
    const { state, due, overdue } = caseClock(days, { acceptedAt, limit: stated, pauses, closedAt, now });
    const dueAt = due?.state === 'due' ? due.at : null;
    const year = due?.state === 'no-official-calendar' ? due.year : null;
    return [{ limit, ...stated, state, dueAt, year, overdue }];
  });
}

/** Limits in months have no counting rule here and give no clock. */
function limitIn(record: RecordView, limit: 'legal' | 'promised'): TimeLimit | null {
  const amount = Number(textIn(record, `${limit}Limit`));
  const unit = units[textIn(record, `${limit}Unit`)];
  return Number.isInteger(amount) && amount > 0 && unit !== undefined ? { amount, unit } : null;
}

function instantIn(record: RecordView | undefined, name: string): Date | null {
  const text = record === undefined ? '' : textIn(record, name);
  return text === '' ? null : new Date(text);
}

function textIn(record: RecordView, name: string): string {
  return record.fields.find((field) => field.name === name)?.value ?? '';
}
