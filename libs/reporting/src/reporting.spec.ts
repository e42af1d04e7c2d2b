import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toCaseNumber } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { lived } from '../../../test/support/lived-hub.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import {
  ParkedDesk,
  readCase,
  readCosts,
  readDeadlines,
  readDeliveries,
  readMessage,
  readNobodyToTell,
  readParkedGroups,
  readRuns,
  readStatus,
  readWaiting,
  ReportStore,
  type ParkedFilter,
} from './index.js';

const clock = { now: () => new Date('2026-03-02T01:00:00Z') };
const { source, delivery } = lived;
let clone: TestDatabase;
let store: ReportStore;

beforeAll(async () => {
  clone = await cloneDatabase();
  store = new ReportStore({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  for (const statement of lived.statements) await store.database.query(statement);
});
afterAll(async () => {
  await store.close();
  await clone.drop();
});

test('the status adds up: read is unified, unchanged, parked or waiting', async () => {
  const status = await readStatus(store, new TopicNames());
  expect(status.settled).toBe(false);
  expect(status.sources).toMatchObject([
    { source, read: 15, repeated: 2, unified: 12, unchanged: 1, parked: 1, waiting: 1, fault: null },
  ]);
  expect(Math.round(status.sources[0]?.freshness ?? 0)).toBeGreaterThanOrEqual(90);
  expect(status.sources[0]?.health).toMatchObject({
    state: 'tripped',
    healthy: false,
    nextAt: expect.any(Date),
  });
  const figures = {
    requests: 12,
    rows: 17,
    bytes: 900,
    busySeconds: 2.5,
    longestSeconds: 0.8,
    throttledSeconds: 60,
  };
  const costs = await readCosts(store.database, { source, limit: 5 });
  expect(costs).toEqual([{ source, day: '2026-03-02', ...figures, pace: 0.5 }]);
  expect(status.departments.find(({ department }) => department === 'zjj')).toMatchObject({
    name: '住建',
    messages: 1,
    received: 1,
    claimed: 0,
    answered: 0,
    open: 1,
    overdue: 1,
    yellow: 1,
    red: 0,
  });
  expect(status.departments.find(({ department }) => department === 'xzspj')).toMatchObject({ messages: 0 });
  expect(status.outbox).toEqual({ messages: 0, failing: 0, oldestAge: 0 });
  expect(status.routes).toEqual([
    { route: 'told', cases: 1 },
    { route: 'waiting', cases: 1 },
  ]);
});

test('who reaches one region or department sees what was sent to or by it, and their own sources', async () => {
  const filter = {
    region: null,
    department: null,
    overdueOnly: false,
    settled: true,
    dueBefore: null,
    limit: 10,
  };
  const seen = async (regions: string, department: string | null): Promise<readonly number[]> => {
    const within = { regions, department };
    const sources = department === null ? `${regions}%` : `${regions}.${department}.%`;
    const narrow = { source: null, limit: 10, within: sources };
    return [
      (await readDeliveries(store.database, { ...filter, within })).length,
      (await readDeadlines(store.database, { ...filter, within })).length,
      (await readWaiting(store.database, 10, sources)).length,
      (await readNobodyToTell(store.plane, 10, sources)).length,
      (await readRuns(store.plane, narrow)).length,
      (await readCosts(store.database, narrow)).length,
      (await readParkedGroups(store, null, sources)).length,
      (await new ParkedDesk(store.plane, clock).list({ states: ['parked'], within: sources, limit: 10 }))
        .length,
    ];
  };
  expect(await seen('3709', null)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(await seen('370800', 'none')).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  const whole = await seen('3708', null);
  expect(whole[0]).toBe(1);
  // A department's parked replies are its own, as its sources are.
  expect(await seen('370800', 'zjj')).toEqual(whole);
  expect(whole.slice(6)).toEqual([2, 2]);
  expect((await seen('370800', 'xzspj')).slice(6)).toEqual([0, 0]);
});

test('a case shows its whole life and no person', async () => {
  const lives = await readCase(store, toCaseNumber(' c-1 '));
  expect(lives.map((each) => each.source)).toEqual([source]);
  const [life] = lives;
  expect(life?.status?.result).toBe('GRANTED');
  expect(life?.records).toMatchObject([
    { kind: 'application', revision: 100, position: 't/0@1', mappingVersion: 'm1' },
  ]);
  expect(life?.history).toMatchObject([{ kind: 'application', outcome: 'put', offset: '1' }]);
  expect(life?.messages).toMatchObject([
    { kind: 'license-decision', change: 'issued', overdue: true, to: '370800.zjj' },
  ]);
  expect(life?.messages[0]?.events.map(({ event }) => event).sort()).toEqual([
    'attempt',
    'deadline',
    'receipt',
  ]);
  expect(life?.parked.map(({ code }) => code)).toEqual(['HUB_CODE_UNKNOWN', 'HUB_REPLY_MALFORMED']);
  expect(JSON.stringify(lives)).not.toContain('三丰');
});

test('lists of deliveries, waiting cases and cases with nobody to tell', async () => {
  const everywhere = { regions: null, department: null };
  const filter = { region: null, department: 'zjj', overdueOnly: true, limit: 10, within: everywhere };
  const [entry, ...rest] = await readDeliveries(store.database, filter);
  expect([entry, ...rest]).toMatchObject([{ deliveryId: delivery, overdue: true }]);
  const owed = { ...filter, settled: false, dueBefore: null };
  expect(await readDeadlines(store.database, owed)).toMatchObject([{ deliveryId: delivery, overdue: true }]);
  expect(await readMessage(store.database, entry?.messageId ?? '')).toMatchObject({ to: '370800.zjj' });
  expect(await readWaiting(store.database, 10)).toMatchObject([{ caseNumber: 'C-2', missing: ['item'] }]);
  expect(await readNobodyToTell(store.plane, 10)).toMatchObject([{ caseNumber: 'C-3', reason: '未划转' }]);
});

const anything = {
  ids: null,
  source: null,
  code: null,
  caseNumber: null,
  states: ['parked'],
  after: null,
  limit: 10,
};

test('runs are listed from the latest, counts as numbers', async () => {
  const runs = await readRuns(store.plane, { source, limit: 10 });
  expect(runs.map(({ owner }) => owner)).toEqual(['b', 'a']);
  expect(runs[1]).toMatchObject({ polls: 3, read: 5, bytes: 9007199254740991, endedAt: null });
  expect(await readRuns(store.plane, { source: 'elsewhere', limit: 10 })).toEqual([]);
  expect(await readRuns(store.plane, { source: null, limit: 1 })).toHaveLength(1);
});

const narrowed: readonly (readonly [string, Partial<ParkedFilter>, number])[] = [
  ['everything', {}, 2],
  ['by source', { source }, 1],
  ['by code', { code: 'HUB_REPLY_MALFORMED' }, 1],
  ['by case', { caseNumber: 'C-1' }, 2],
  ['by a case nobody has', { caseNumber: 'C-9' }, 0],
  ['by state', { states: ['discarded', 'released'] }, 0],
  ['by no number at all', { ids: [] }, 0],
  ['a page of one', { limit: 1 }, 1],
];

test.each(narrowed)('parked records are listed %s', async (_name, filter, count) => {
  expect(await new ParkedDesk(store.plane, clock).list({ ...anything, ...filter })).toHaveLength(count);
});

test('the page after a record begins with the next one, and no list carries a body', async () => {
  const desk = new ParkedDesk(store.plane, clock);
  const [first, second] = await desk.list(anything);
  expect(await desk.list({ ...anything, after: first?.id ?? null })).toEqual([second]);
  expect(first).toMatchObject({ field: 'INFOTYPE', stream: null, partition: 0, offset: '3' });
  expect(Object.keys(first ?? {})).not.toContain('body');
});

test('a group says what most of it say, and how many other sentences there are', async () => {
  await store.database.query(
    `insert into ops.parked (cause, code, field, sentence, source, topic, partition, record_offset, parked_at)
     select 'map', 'HUB_CODE_UNKNOWN', 'STATE', '代码' || n / 2, 'alike', 't', 0, n, now() from generate_series(1, 3) n`,
  );
  const groups = await readParkedGroups(store, 'alike');
  await store.database.query("delete from ops.parked where source = 'alike'");
  expect(groups).toMatchObject([{ count: 3, sentence: '代码1', alike: 2, sentences: 2 }]);
});

test('what failed alike is one group, with who must act', async () => {
  const groups = await readParkedGroups(store);
  expect(groups.map(({ count, cause, code, owner }) => [count, cause, code, owner])).toEqual([
    [1, 'map', 'HUB_CODE_UNKNOWN', { role: 'operators', department: null, name: null }],
    [1, 'receipt', 'HUB_REPLY_MALFORMED', { role: 'department', department: '370800.zjj', name: '住建' }],
  ]);
  expect(groups[0]).toMatchObject({ field: 'INFOTYPE', stream: null, sentence: '代码未知' });
  expect(await readParkedGroups(store, 'elsewhere')).toEqual([]);
  const { ids: _, after: _a, limit: _l, ...every } = anything;
  const selection = { ...every, source, cause: 'map', field: 'INFOTYPE', stream: '' };
  expect(await new ParkedDesk(store.plane, clock).ids(selection)).toEqual([groups[0]?.sample]);
});

test('a corrected field stands beside what was read, the audit names neither value', async () => {
  const desk = new ParkedDesk(store.plane, clock);
  const [record = '', reply = ''] = await desk.ids({ states: ['parked'] });
  const asked = { id: record, column: 'INFOTYPE', value: '4', by: 'tester', why: '来函' };
  expect(await desk.correct(asked)).toEqual({ corrected: true });
  expect(await desk.correct({ ...asked, value: '5' })).toEqual({ corrected: true });
  expect(await desk.show(record)).toMatchObject({
    state: 'parked',
    record: { INFOTYPE: '5' },
    original: { APPLYNAME: '张**' },
    correctedBy: 'tester',
    correctedFields: 'INFOTYPE',
  });
  for (const wrong of [{ id: reply }, { id: '99' }, { column: 'NOSUCH' }])
    expect(await desk.correct({ ...asked, ...wrong })).toMatchObject({ corrected: false });
  const { rows } = await store.database.query('select actor, action, subject, detail from ops.audit');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual({
    actor: 'tester',
    action: 'parked.correct',
    subject: record,
    detail: { column: 'INFOTYPE', why: '来函' },
  });
  await store.database.query('delete from ops.audit');
});

test('a parked record is shown masked, released on request, a reply never; every decision is audited', async () => {
  const desk = new ParkedDesk(store.plane, clock);
  const open = { ...anything, states: ['parked'] };
  const [record = '', reply = ''] = (await desk.list(open)).map(({ id }) => id);
  expect((await desk.show(record))?.record).toEqual({ APPLYNAME: '张**', INFOTYPE: '5' });
  expect(await desk.retry([record, reply], 'tester')).toEqual([record]);
  expect(await desk.retry([record], 'tester')).toEqual([]);
  expect(await desk.discard([reply], 'tester', '测试数据')).toEqual([reply]);
  expect(await desk.list(open)).toEqual([]);
  const { rows } = await store.database.query('select actor, action, subject from ops.audit order by id');
  expect(rows).toEqual([
    { actor: 'tester', action: 'parked.retry', subject: record },
    { actor: 'tester', action: 'parked.discard', subject: reply },
  ]);
});
