import { expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { openCalendar } from '#libs/calendar';
import type { CaseLife, RecordView } from '#libs/reporting';
import type { AskedSupport } from '#libs/support';
import { legalClocks } from './legal-clocks.js';

const calendar = openCalendar({
  version: 'v',
  publishedFrom: '2026-01-01',
  publishedUntil: '2026-12-31',
  years: [],
  regions: [],
});
const noon = (day: string): string => `${day}T12:00:00+08:00`;
const endOf = (day: string): Date => new Date(`${day}T23:59:59.999+08:00`);

function record(kind: string, values: Readonly<Record<string, string>>): RecordView {
  const fields = Object.entries(values).map(([name, value]) => ({
    name,
    title: name,
    type: 'text',
    value,
    meaning: null,
  }));
  return {
    kind,
    title: kind,
    rowKey: '',
    revision: 1,
    removed: false,
    standard: 's',
    generation: 'B',
    mappingVersion: 'm',
    position: 't/0@1',
    firstSeenAt: '',
    lastSeenAt: '',
    fields,
  };
}

function clocks(
  acceptance: Readonly<Record<string, string>>,
  others: readonly RecordView[] = [],
  supports: readonly AskedSupport[] = [],
): object {
  const records = [record('acceptance', acceptance), ...others];
  const life: CaseLife = {
    source: 's',
    caseNumber: 'C-1',
    status: null,
    history: [],
    findings: [],
    parked: [],
    messages: [],
    breaches: [],
    records,
  };
  return legalClocks(life, calendar.forRegion(brandAs('370800')), new Date(noon('2026-03-10')), supports);
}
const accepted = (day: string): Record<string, string> => ({
  acceptedAt: noon(day),
  legalLimit: '3',
  legalUnit: 'WORKING_DAY',
});
const pause = (from: string, to?: string): RecordView =>
  record('specialProcedure', { startedAt: noon(from), ...(to !== undefined && { endedAt: noon(to) }) });

test('the legal limit runs in working days from acceptance', () => {
  expect(clocks(accepted('2026-03-02'))).toMatchObject([
    { limit: 'legal', state: 'running', dueAt: endOf('2026-03-05'), overdue: true },
  ]);
});

test('a special procedure is not counted, and an open one leaves no date', () => {
  const ended = [pause('2026-03-03', '2026-03-06')];
  expect(clocks(accepted('2026-03-02'), ended)).toMatchObject([
    { dueAt: endOf('2026-03-10'), overdue: false },
  ]);
  const open = [pause('2026-03-03')];
  expect(clocks(accepted('2026-03-02'), open)).toMatchObject([
    { state: 'paused', dueAt: null, overdue: false },
  ]);
});

test('beyond the published calendar the year is told, not a date', () => {
  expect(clocks(accepted('2026-12-30'))).toMatchObject([{ dueAt: null, year: 2027 }]);
});

test('limits in months and acceptances without a limit give no clock', () => {
  expect(clocks({ ...accepted('2026-03-02'), legalUnit: 'MONTH' })).toEqual([]);
  expect(clocks({ acceptedAt: noon('2026-03-02') })).toEqual([]);
});

test('an extension gives ten working days and stops nothing', () => {
  const extension = record('specialProcedure', {
    startedAt: noon('2026-03-03'),
    endedAt: noon('2026-03-04'),
    procedureKind: 'EXTENSION',
  });
  expect(clocks(accepted('2026-03-02'), [extension])).toMatchObject([
    { amount: 3, extendedBy: 10, state: 'running', dueAt: endOf('2026-03-19'), overdue: false },
  ]);
});

test('support asked for through the hub is not counted where Art. 45 says so; a look at the site is', () => {
  const asked = (procedure: AskedSupport['procedure']): AskedSupport => ({
    procedure,
    from: new Date(noon('2026-03-03')),
    to: new Date(noon('2026-03-06')),
  });
  const days = accepted('2026-03-02');
  expect(clocks(days, [], [asked('TESTING')])).toMatchObject([{ dueAt: endOf('2026-03-10') }]);
  expect(clocks(days, [], [asked('SITE_INSPECTION')])).toMatchObject([{ dueAt: endOf('2026-03-05') }]);
});
