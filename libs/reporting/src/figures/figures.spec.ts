import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { Database } from '#base/postgres';
import { insertMatters, type Matter } from '../../../../test/support/matters.js';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import {
  csvText,
  everything,
  figures,
  figureSheet,
  findFigure,
  monthPeriod,
  monthToDate,
  readFigureRows,
  readFigures,
  readMonthlyReport,
  readTotal,
  rowSheet,
  today,
  workbookBytes,
  type FigureFilter,
} from '../index.js';

const now = new Date('2026-03-02T04:00:00Z');
let clone: TestDatabase;
let database: Database;

const matters: readonly Matter[] = [
  {
    to: '370800.zjj',
    pushed: '2026-02-02T01:00:00Z',
    receivedAfter: 1,
    claimedAfter: 10,
    state: 'claimed',
    owes: [['claimed', 'met', '2026-02-04T16:00:00Z', '2026-02-02T11:00:00Z']],
  },
  {
    to: '370800.zjj',
    pushed: '2026-02-03T01:00:00Z',
    claimedAfter: 30,
    state: 'claimed',
    owes: [['claimed', 'met', '2026-02-05T16:00:00Z', '2026-02-04T07:00:00Z']],
  },
  {
    to: '370800.zjj',
    pushed: '2026-02-04T01:00:00Z',
    claimedAfter: 100,
    state: 'claimed',
    owes: [['claimed', 'missed', '2026-02-06T16:00:00Z', '2026-02-08T05:00:00Z']],
  },
  {
    to: '370800.zjj',
    pushed: '2026-02-27T01:00:00Z',
    state: 'delivered',
    owes: [['claimed', 'open', '2026-03-02T03:00:00Z']],
  },
  { to: '370800.zjj', pushed: '2026-03-02T01:00:00Z', state: 'returned', owes: [] },
  { to: '370800.zjj', pushed: null, state: 'pending' },
  { to: '370800.zjj', pushed: null, state: 'cancelled' },
  {
    to: '370800.scjgj',
    pushed: '2026-02-28T15:59:59Z',
    claimedAfter: 0,
    state: 'claimed',
    mode: 'onDelivery',
    owes: [['claimed', 'met', '2026-03-03T16:00:00Z', '2026-02-28T15:59:59Z']],
  },
  {
    to: '370811.scjgj',
    pushed: '2026-02-28T16:00:00Z',
    state: 'delivered',
    owes: [['claimed', 'no_calendar', null]],
  },
  {
    kind: 'tech-support-request',
    to: '370800.zjj',
    pushed: '2026-02-10T01:00:00Z',
    answeredAfter: 5,
    state: 'answered',
    owes: [['answered', 'met', '2026-02-12T16:00:00Z', '2026-02-10T06:00:00Z']],
  },
  {
    kind: 'tech-support-request',
    to: '370800.zjj',
    pushed: '2026-02-11T01:00:00Z',
    state: 'received',
    receivedAfter: 1,
    owes: [['answered', 'missed', '2026-02-12T16:00:00Z']],
  },
  {
    kind: 'document-sync',
    to: '370800.xzspj',
    pushed: '2026-02-12T01:00:00Z',
    receivedAfter: 2,
    state: 'received',
  },
  { kind: 'notice', to: '370811.xzspj', pushed: '2026-02-12T01:00:00Z', state: 'delivered' },
  { kind: 'commitment-check', to: '370800.zjj', pushed: '2026-02-13T01:00:00Z', state: 'delivered' },
  { kind: 'urge', to: '370800.zjj', pushed: '2026-02-13T01:00:00Z', state: 'delivered' },
];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 1, applicationName: 'test' });
  await database.query(
    `insert into policy.department values ('370800', 'zjj', '住建', '', 'supervision', 3, '', true)`,
  );
  await insertMatters(database, matters);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const all = everything(now);
const city: FigureFilter = { ...all, region: '370800', below: true };
const filters: readonly (readonly [string, FigureFilter])[] = [
  ['everything', all],
  ['a city', { ...all, region: '370800' }],
  ['a city with its counties', city],
  ['a month by the push', { ...city, ...monthPeriod('2026-02') }],
  ['a month by the event', { ...city, ...monthPeriod('2026-02'), datedBy: 'event' }],
  ['a department and a kind', { ...all, department: '370800.zjj', kind: 'tech-support-request' }],
  ['an item nobody has', { ...all, item: 'B' }],
];

test.each(filters)(
  'every figure of %s is the number of its rows, whatever it is grouped by',
  async (_, filter) => {
    const total = await readTotal(database, filter);
    const lines = await readFigures(database, filter, ['region', 'department', 'item', 'kind', 'day']);
    for (const { name } of figures) {
      const rows = await readFigureRows(database, name, filter, null);
      expect([name, total.counts[name]]).toEqual([name, rows.length]);
      expect([name, lines.reduce((sum, line) => sum + line.counts[name], 0)]).toEqual([name, rows.length]);
    }
  },
);

test('the figures of a department in a month, with shares and elapsed hours', async () => {
  const filter = { ...all, department: '370800.zjj', ...monthPeriod('2026-02') };
  const [line] = await readFigures(database, filter, ['department']);
  expect(line).toMatchObject({ department: '370800.zjj', departmentName: '住建', item: null });
  const counts = {
    pushed: 7,
    pending: 1,
    claimed: 3,
    unclaimed: 3,
    returned: 0,
    overdue: 2,
    late: 3,
    onTime: 3,
  };
  expect(line?.counts).toMatchObject(counts);
  expect(line?.counts).toMatchObject({
    supportAsked: 2,
    supportOnTime: 1,
    supportLate: 1,
    commitmentUnchecked: 1,
  });
  expect(line?.onTimeShare).toBe(0.5);
  expect(line?.supportOnTimeShare).toBe(0.5);
  expect(line?.toClaim).toEqual({ median: 30, p90: 86 });
  expect(line?.toAnswer).toEqual({ median: 5, p90: 5 });
});

test('months begin and end at midnight in Beijing, and delivery that counts as the claim takes no time', async () => {
  const lines = await readFigures(database, { ...city, kind: 'license-decision' }, ['month', 'department']);
  const scjgj = lines.filter(({ department }) => department?.endsWith('scjgj'));
  expect(scjgj.map(({ month, region, counts }) => [month, region, counts.pushed])).toEqual([
    ['2026-02', null, 1],
    ['2026-03', null, 1],
  ]);
  expect(scjgj[0]).toMatchObject({ toClaim: null, onTimeShare: 1 });
  expect(scjgj[1]).toMatchObject({ onTimeShare: null, counts: { withoutCalendar: 1 } });
});

test('documents: sent, read and who has not read them', async () => {
  const { counts, readShare } = await readTotal(database, city);
  expect(counts).toMatchObject({ documents: 2, documentsRead: 1, documentsUnread: 1 });
  expect(readShare).toBe(0.5);
  const unread = await readFigureRows(database, 'documentsUnread', city, null);
  expect(unread.map(({ department }) => department)).toEqual(['370811.xzspj']);
});

test('today and the month are counted by when the fact happened', async () => {
  const claimed = async (period: object): Promise<number> =>
    (await readTotal(database, { ...all, ...period, datedBy: 'event' })).counts.claimed;
  expect(await claimed(today(new Date('2026-02-02T12:00:00Z')))).toBe(1);
  expect(await claimed(monthToDate(new Date('2026-02-04T15:00:00Z')))).toBe(2);
});

test('the monthly report speaks of one set of matters on every sheet', async () => {
  const { total, sheets } = await readMonthlyReport(database, { ...city, ...monthPeriod('2026-02') });
  const names = sheets.map(({ name }) => name);
  expect(names.slice(0, 6)).toEqual(['总览', '部门', '排名', '事项', '消息类别', '逐日']);
  expect(sheets.find(({ name }) => name === '逾期未办清单')?.rows).toHaveLength(total.counts.overdue);
  const workbook = new ExcelJS.Workbook();
  const bytes = await workbookBytes(sheets);
  await workbook.xlsx.load(Buffer.from(bytes).buffer);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(names);
  const overview = workbook.getWorksheet('总览');
  expect([overview?.getCell('A1').value, overview?.getCell('A2').value]).toEqual([
    '推送',
    total.counts.pushed,
  ]);
});

test('CSV carries a byte order mark, and no text in it is a formula', async () => {
  const rows = await readFigureRows(database, 'overdue', all, 1);
  const [heading = '', line = ''] = csvText(rowSheet('逾期', rows)).split('\r\n');
  expect(heading).toMatch(/^\uFEFF推送时间,类别,/);
  expect(line).toContain(",'=C-1,");
  const columns = [{ title: '列', form: 'text' as const }];
  const cells = ['+1', '-1', '@a', '\tb', 'a,"b"', null].map((cell) => [cell]);
  expect(csvText({ name: '', columns, rows: cells })).toBe(
    '\uFEFF列\r\n\'+1\r\n\'-1\r\n\'@a\r\n\'\tb\r\n"a,""b"""\r\n\r\n',
  );
});

test('a month is a calendar month, a figure is found by its name or title', () => {
  expect(monthPeriod('2026-12')).toEqual({
    since: new Date('2026-11-30T16:00:00Z'),
    before: new Date('2026-12-31T16:00:00Z'),
  });
  expect(findFigure('逾期未办')?.name).toBe('overdue');
  expect(findFigure('constructor')).toBeNull();
  expect(figureSheet('x', [], ['region', 'kind']).columns[2]?.title).toBe('类别');
});

test('the figures that are listed are those the rows know', async () => {
  const { rows } = await database.query<{ name: string }>(
    `select found.names[1] as name
       from pg_proc, regexp_matches(substring(prosrc from 'array\\[(.*?)\\]::text\\[\\]'), '''(\\w+)''', 'g') as found (names)
      where oid = 'feedback.figure_rows'::regproc`,
  );
  const known = rows.map(({ name }) => name);
  expect(known.toSorted()).toEqual(figures.map(({ name }) => name).toSorted());
});
