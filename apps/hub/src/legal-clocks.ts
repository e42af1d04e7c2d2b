import type { TimeLimit } from '#base/contracts';
import { caseClock, type WorkingDays } from '#libs/calendar';
import type { CaseLife, RecordView } from '#libs/reporting';
import { extensionDays, legalTime, type AskedSupport } from '#libs/support';

/** The clock of a case by one of its limits; `year` is the one without an official calendar, when that is why there is no date. */
export interface LegalClock {
  readonly limit: 'legal' | 'promised';
  readonly amount: number;
  readonly unit: TimeLimit['unit'];
  /** Working days an approved extension gave (Art. 42), beside `amount`. */
  readonly extendedBy: number;
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

/**
 * The clocks of the limits that the acceptance states, from acceptance, with what special procedures and technical support take out
 * of the time and what an extension adds to it (行政许可法 Art. 42, 45).
 */
export function legalClocks(
  life: CaseLife,
  days: WorkingDays,
  now: Date,
  supports: readonly AskedSupport[] = [],
): readonly LegalClock[] {
  const records = life.records.filter(({ removed }) => !removed);
  const acceptance = records.findLast(({ kind }) => kind === 'acceptance');
  const acceptedAt = instantIn(acceptance, 'acceptedAt');
  if (acceptance === undefined || acceptedAt === null) return [];
  const { pauses, extended } = legalTime(records.flatMap(procedureIn), supports);
  const closedAt = life.status?.state === 'CLOSED' ? life.status.decided_at : null;
  return (['legal', 'promised'] as const).flatMap((limit): readonly LegalClock[] => {
    const stated = limitIn(acceptance, limit);
    if (stated === null) return [];
    const extendedBy = extended && stated.unit === 'workingDay' ? extensionDays(stated.amount) : 0;
    const given = { ...stated, amount: stated.amount + extendedBy };
    const { state, due, overdue } = caseClock(days, { acceptedAt, limit: given, pauses, closedAt, now });
    const dueAt = due?.state === 'due' ? due.at : null;
    const year = due?.state === 'no-official-calendar' ? due.year : null;
    return [{ limit, ...stated, extendedBy, state, dueAt, year, overdue }];
  });
}

function procedureIn(record: RecordView): readonly { kind: string; from: Date; to: Date | null }[] {
  const from = record.kind === 'specialProcedure' ? instantIn(record, 'startedAt') : null;
  return from === null
    ? []
    : [{ kind: textIn(record, 'procedureKind'), from, to: instantIn(record, 'endedAt') }];
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
