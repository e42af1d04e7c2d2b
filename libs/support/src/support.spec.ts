import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { everywhere, toCaseNumber, type PolicySnapshot } from '#base/contracts';
import { bureau, FeedbackDesk, housing, market } from '../../../test/support/feedback-desk.js';
import { clauseTo, policyWith, routeInput } from '../../../test/support/routing-case.js';
import { uploadedBy } from '../../../test/support/uploaded.js';
import { askFromSource, findProcedure, SupportDesk, type SupportEntry } from './index.js';
import { procedureOf } from './procedures.js';
import type { AskInput } from './support-desk.js';
import type { SupportParts } from './support-parts.js';

const source = '370800.xzspj.front';
const clause = clauseTo('zjj', {
  kind: 'tech-support-request',
  support: '现场踏勘',
  targets: [housing, market],
  receipts: ['received', 'answered'],
  answerWithin: { amount: 5, unit: 'workingDay' },
});
const snapshot: PolicySnapshot = {
  ...policyWith([clause]),
  approvalBureau: () => ({ ...bureau, name: '', uscc: '', role: 'approval', partitions: 1 }),
  department: (ref) => ({ ...ref, name: '', uscc: '', role: 'supervision', partitions: 1 }),
};
let desk: FeedbackDesk;
let parts: SupportParts;
let office: SupportDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
  const { planDeadline } = routeInput({});
  parts = {
    database: desk.database,
    writer: desk.writer,
    policy: async () => ({ snapshot, planDeadline }),
    clock: { now: () => desk.now },
    newId: randomUUID,
  };
  office = new SupportDesk(parts);
  for (const [caseNo, codes] of cases)
    await desk.database.query(
      `insert into unified.case_status (source, case_no, state, result_removed, item_codes, region, missing, first_seen_at, updated_at)
       values ($1, $2, 'SUSPENDED', false, $3, '370800', '{}', now(), now())`,
      [source, caseNo, codes],
    );
  for (const procedure of procedures) await insertProcedure(procedure);
});
afterAll(() => desk.close());

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['C-SITE', ['C1']],
  ['C-TEST', ['C1']],
  ['C-OLD', ['C1']],
  ['C-SUPPLEMENT', ['C1']],
  ['C-ODD', ['nobody knows']],
  ['C-ASKED', ['C1']],
];
const recently = '2026-11-22T02:00:00Z';
const procedures: readonly (readonly [string, string, string, string])[] = [
  ['C-SITE', 'SUSPENSION', '现场踏勘', recently],
  ['C-TEST', 'SUSPENSION', '委托检测', recently],
  ['C-OLD', 'SUSPENSION', '现场踏勘', '2026-01-05T02:00:00Z'],
  ['C-SUPPLEMENT', 'SUPPLEMENT', '补齐补正', recently],
  ['C-ODD', 'HEARING', '公开会议', recently],
];

async function insertProcedure([caseNo, type, name, at]: (typeof procedures)[number]): Promise<void> {
  await desk.database.query(
    `insert into unified.special_procedure (source, case_no, row_key, revision, removed, content_hash, standard, generation,
       mapping_version, topic, partition, record_offset, first_seen_at, last_seen_at, procedure_type, procedure_name, started_at, reason)
     values ($1, $2, 'r', 1, false, 'h', 's', 'B', 'm', 't', 0, 0, now(), now(), $3, $4, $5, '需现场确认')`,
    [source, caseNo, type, name, at],
  );
}

async function supportOf(caseNumber: string): Promise<SupportEntry | undefined> {
  const anything = {
    department: null,
    region: null,
    openOnly: false,
    overdueOnly: false,
    within: everywhere,
    limit: 10,
  };
  return (await office.list({ ...anything, caseNumber }))[0];
}

const result = (request: string | null | undefined, body: object) => ({
  type: 'tech-support-result' as const,
  body,
  headers: { ce_inreplyto: request ?? '' },
});

test('special procedures that call for support ask for it once, and where nobody can be asked the reason stands', async () => {
  const [asked, again] = await Promise.all([askFromSource(parts), askFromSource(parts)]);
  expect(asked + again).toBe(1);
  expect(await askFromSource(parts)).toBe(0);
  expect(await supportOf('C-SITE')).toMatchObject({
    procedure: 'SITE_INSPECTION',
    startedBy: 'source',
    main: '370800.zjj',
    assisting: ['370800.scjgj'],
    dueAt: new Date('2026-11-28T02:00:00Z'),
    stage: 'ASKED',
  });
  const messages = await desk.rows(
    `select d.department, m.body ->> 'duty' as duty, m.clause_id is not null as bound, array_agg(l.expects order by l.expects) as owes
       from feedback.message m join feedback.delivery d on d.message_id = m.id join feedback.deadline l on l.delivery_id = d.id
      where m.kind = 'tech-support-request' group by 1, 2, 3 order by 1`,
  );
  expect(messages).toEqual([
    { department: 'scjgj', duty: 'ASSISTING', bound: true, owes: ['received'] },
    { department: 'zjj', duty: 'MAIN', bound: true, owes: ['answered', 'received'] },
  ]);
  const nobody = async (caseNumber: string): Promise<string | null | undefined> =>
    (await supportOf(caseNumber))?.nobodyReason;
  expect(await nobody('C-TEST')).toContain('检验检测由谁承担');
  expect(await nobody('C-OLD')).toContain('超过30天');
  expect(await nobody('C-ODD')).toContain('不在目录内');
  expect(await supportOf('C-SUPPLEMENT')).toBeUndefined();
});

test('the department schedules, wishes for more time, gets it, and reports; the deadline moved once', async () => {
  const request = (await supportOf('C-SITE'))?.messageId;
  const at = '2026-11-24T09:30:00+08:00';
  await desk.reply(
    housing,
    result(request, { stage: 'SCHEDULED', scheduledAt: at, explanation: '两人到场' }),
  );
  expect(await supportOf('C-SITE')).toMatchObject({ stage: 'SCHEDULED', scheduledAt: new Date(at) });
  const wish = { stage: 'EXTENSION', extendTo: '2026-12-04', explanation: '委托检测' };
  await desk.reply(housing, result(request, wish));
  const support = await supportOf('C-SITE');
  expect(support).toMatchObject({ stage: 'EXTENSION', extendTo: '2026-12-04', extensionGranted: null });
  const decision = { support: support?.id ?? '', grant: true, by: '王', why: '属实' };
  expect(await office.decide(decision)).toMatchObject({ done: true });
  expect(await office.decide(decision)).toMatchObject({
    done: false,
    sentence: '没有这个待答复的延期申请。',
  });
  expect(await supportOf('C-SITE')).toMatchObject({
    stage: 'SCHEDULED',
    extensionGranted: true,
    dueAt: new Date('2026-12-04T15:59:59.999Z'),
  });
  const done = { stage: 'COMPLETED', conclusion: 'PASSED', explanation: '符合要求', attachments: [file] };
  await uploadedBy(housing, file.sha256, desk.database);
  expect(await desk.reply(housing, result(request, done))).toEqual(['accepted']);
  expect(await supportOf('C-SITE')).toMatchObject({
    stage: 'COMPLETED',
    conclusion: 'PASSED',
    attachments: 1,
    overdue: false,
  });
});

const file = { name: '意见.pdf', sha256: 'a'.repeat(64), size: 10, mediaType: 'application/pdf' };
const ask: AskInput = {
  caseNumber: toCaseNumber('C-ASKED'),
  source: null,
  procedure: 'TESTING',
  content: '检测水质',
  place: null,
  completeBy: null,
  main: null,
  assisting: null,
  by: '李',
  mayAskFor: () => true,
};

const refusals: readonly (readonly [string, Partial<AskInput>])[] = [
  ['没有这个办件', { caseNumber: toCaseNumber('C-NONE') }],
  ['没有这个办件', { mayAskFor: () => false }],
  ['请指定主办部门与完成日期', {}],
  ['请指定完成日期', { main: housing }],
  ['该办件的事项不在目录内', { caseNumber: toCaseNumber('C-ODD') }],
  ['不符合', { main: housing, completeBy: '2026-12-01', content: '' }],
];

test.each(refusals)('a person is told why nothing was asked: %s', async (sentence, change) => {
  const outcome = await office.ask({ ...ask, ...change });
  expect(outcome).toMatchObject({ done: false });
  if (sentence !== '不符合') expect(outcome).toMatchObject({ sentence: expect.stringContaining(sentence) });
});

test('a person asks whom and until when the clauses do not say; what is missed is not extended any more', async () => {
  expect(await office.ask({ ...ask, main: market, completeBy: '2026-11-25' })).toMatchObject({ done: true });
  const support = await supportOf('C-ASKED');
  expect(support).toMatchObject({ main: '370800.scjgj', assisting: [], startedBy: '李', stage: 'ASKED' });
  desk.after(24 * 10);
  await desk.sweep();
  await desk.reply(
    market,
    result(support?.messageId, { stage: 'EXTENSION', extendTo: '2026-12-31', explanation: 'x' }),
  );
  const decision = { support: support?.id ?? '', grant: true, by: '王', why: '属实' };
  expect(await office.decide(decision)).toMatchObject({
    done: false,
    sentence: expect.stringContaining('已过'),
  });
  expect(await office.decide({ ...decision, grant: false })).toMatchObject({ done: true });
  expect(await supportOf('C-ASKED')).toMatchObject({ stage: 'ASKED', extensionGranted: false });
});

test('what a bureau asks by a message of its own stands in the same list', async () => {
  const body = {
    procedure: 'HEARING',
    source,
    caseNumber: 'c-own',
    content: '听证',
    completeBy: '2026-12-20',
  };
  const written = { type: 'tech-support-request' as const, body, headers: { ce_recipient: '370800.zjj' } };
  expect(await desk.reply(bureau, written)).toEqual(['accepted']);
  expect(await supportOf('C-OWN')).toMatchObject({
    startedBy: '370800.xzspj',
    main: '370800.zjj',
    stage: 'ASKED',
  });
});

const named: readonly (readonly [string, string, string | null])[] = [
  ['SUSPENSION', '现场核查', 'SITE_INSPECTION'],
  ['SUSPENSION', '专家评审', 'TECHNICAL_REVIEW'],
  ['SUSPENSION', '检疫', 'TESTING'],
  ['HEARING', '', 'HEARING'],
  ['HEARING', '听证前检测', 'TESTING'],
  ['PUBLICITY', '公示', null],
];

test.each(named)('a procedure of type %s called “%s” is %s', (type, name, procedure) => {
  expect(procedureOf({ type, name })).toBe(procedure);
  expect(findProcedure('现场踏勘')).toBe('SITE_INSPECTION');
});
