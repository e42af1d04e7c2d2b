import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toCaseNumber } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import {
  ParkedDesk,
  readCase,
  readCosts,
  readDeliveries,
  readNobodyToTell,
  readParkedGroups,
  readRuns,
  readStatus,
  readWaiting,
  ReportStore,
  type ParkedFilter,
} from './index.js';

const clock = { now: () => new Date('2026-03-02T01:00:00Z') };
const source = '370800.zjj.front';
const message = '01950000-0000-7000-8000-000000000001';
const delivery = '01950000-0000-7000-8000-000000000002';
let clone: TestDatabase;
let store: ReportStore;

beforeAll(async () => {
  clone = await cloneDatabase();
  store = new ReportStore({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  for (const statement of lived) await store.database.query(statement);
});
afterAll(async () => {
  await store.close();
  await clone.drop();
});

const lived: readonly string[] = [
  `insert into policy.department values ('370800', 'zjj', '住建', '', 'supervision', 3, '', true),
     ('370800', 'xzspj', '审批', '', 'approval', 3, '', true)`,
  `insert into intake.source (id, name, connector, standard, generation, definition, state, digest)
   values ('${source}', '住建前置库', 'mysql', 'shandong-front', 'A',
           '{"streams":[{"name":"application","table":"PRE_APASINFO","mode":"keyset"},{"name":"result","table":"T","mode":"keyset"}]}', 'enabled', '')`,
  `insert into intake.checkpoint (source, stream, mode, rows_read, rows_published, rows_repeated, progress_at, drained_at)
   values ('${source}', 'application', 'keyset', 12, 10, 2, now(), now()),
          ('${source}', 'result', 'keyset', 5, 5, 0, now(), now() - interval '90 s')`,
  `insert into intake.cost values ('${source}', '2026-03-02', 12, 17, 900, 2500, 800, 60000)`,
  `insert into intake.health (source, pace, open_until) values ('${source}', 0.5, now() + interval '1 hour')`,
  `insert into ops.fence (consumer, topic, partition, next_offset, taken, unified, unchanged, parked)
   values ('hub-normalise', 'hub.raw.${source}', 0, 9, 9, 7, 1, 1), ('hub-normalise', 'hub.raw.${source}', 1, 5, 5, 5, 0, 0)`,
  `insert into ops.parked (cause, code, field, sentence, source, case_no, topic, partition, record_offset, body, parked_at)
   values ('map', 'HUB_CODE_UNKNOWN', 'INFOTYPE', '代码未知', '${source}', 'C-1', 'hub.raw.${source}', 0, 3,
           '{"APPLYNAME":"张三丰"}', now()),
          ('receipt', 'HUB_REPLY_MALFORMED', null, '格式不符', '370800.zjj', 'C-1', 'reply.370800.zjj.v1', 0, 1, '{}', now())`,
  `insert into unified.case_status (source, case_no, state, result, result_removed, item_codes, missing, route, waiting_since,
     first_seen_at, updated_at)
   values ('${source}', 'C-1', 'CLOSED', 'GRANTED', false, '{A}', '{}', 'told', null, now(), now()),
          ('${source}', 'C-2', 'CLOSED', 'GRANTED', false, '{}', '{item}', 'waiting', now(), now(), now())`,
  `insert into unified.application (source, case_no, row_key, revision, removed, content_hash, standard, generation, mapping_version,
     originals, topic, partition, record_offset, first_seen_at, last_seen_at, item_code, applicant_name)
   values ('${source}', 'C-1', '', 100, false, 'h', 'shandong-front', 'A', 'm1', '{}', 't', 0, 1, now(), now(), 'A', '张三丰')`,
  `insert into unified.history (kind, source, case_no, row_key, revision, content_hash, outcome, removed, standard, generation,
     mapping_version, topic, partition, record_offset, seen_at, body)
   values ('application', '${source}', 'C-1', '', 100, 'h', 'put', false, 'shandong-front', 'A', 'm1', 't', 0, 1, now(),
           '{"APPLYNAME":"张三丰"}')`,
  `insert into feedback.message (id, kind, region, from_region, from_department, key, source, case_no, receipts, body, created_at)
   values ('${message}', 'license-decision', '370800', '370800', 'xzspj', 'C-1', '${source}', 'C-1', '{received}',
           '{"change":"issued","applicant":{"name":"张三丰"}}', now())`,
  `insert into feedback.delivery (id, message_id, region, department, claim_mode, state, created_at, delivered_at, received_at)
   values ('${delivery}', '${message}', '370800', 'zjj', 'explicit', 'received', now(), now(), now())`,
  `insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, calendar_version, state, escalates, missed_at)
   values ('${delivery}', 'claimed', 2, 'workingDay', now() - interval '1 day', 'v', 'missed', true, now())`,
  `insert into feedback.fired_step (delivery_id, expects, step, planned_at, fired_at, action, target, colour, addressees, told, messages)
   values ('${delivery}', 'claimed', 0, now(), now(), 'supervise', 'centre', 'yellow', '{370800.zjj}', 'message', '{}')`,
  `insert into feedback.attempt (delivery_id, at, channel, outcome) values ('${delivery}', now(), 'kafka', 'delivered')`,
  `insert into feedback.receipt (delivery_id, message_id, inbox_id, type, stated_at, arrived_at, late, moved)
   values ('${delivery}', '${message}', 1, 'received', now(), now(), false, true)`,
  `insert into intake.run (source, owner, version, started_at, outcome, polls, rows_read, bytes)
   values ('${source}', 'a', 1, now() - interval '1 hour', 'stopped', 3, 5, 9007199254740991), ('${source}', 'b', 1, now(), 'running', 0, 0, 0)`,
  `insert into feedback.nobody_to_tell (source, case_no, item, region, reason) values ('${source}', 'C-3', 'A', '370800', '未划转')`,
];

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
  const filter = { region: null, department: 'zjj', overdueOnly: true, limit: 10 };
  expect(await readDeliveries(store.database, filter)).toMatchObject([
    { deliveryId: delivery, overdue: true },
  ]);
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
