import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, everywhere, type DepartmentRef, type ItemCode, type RegionCode } from '#base/contracts';
import {
  bureauOf,
  letter,
  openOffice,
  snapshot,
  type DocumentsOffice,
} from '../../../test/support/documents-office.js';
import { bureau, housing, type FeedbackDesk } from '../../../test/support/feedback-desk.js';
import { bureausFor, type Audience } from './audience.js';
import { DocumentsDesk, type Publication } from './index.js';

let desk: FeedbackDesk;
let office: DocumentsDesk;
let opened: DocumentsOffice;

beforeAll(async () => {
  opened = await openOffice();
  ({ desk } = opened);
  office = new DocumentsDesk(opened.parts);
});
afterAll(() => opened.close());

const audience = (regions: readonly string[], items: readonly string[]): Audience => ({
  regions: regions.map((region) => brandAs<RegionCode>(region)),
  items: items.map((item) => brandAs<ItemCode>(item)),
});
const audiences: readonly (readonly [string, DepartmentRef, Audience, readonly string[]])[] = [
  ['its own region by default', housing, audience([], []), ['370800']],
  ['its territory by item', housing, audience([], ['drainage-permit']), ['370800', '370811']],
  [
    'the whole province from above',
    bureauOf('370000'),
    audience([], ['drainage-permit']),
    ['370800', '370811', '371000'],
  ],
  ['regions as named', housing, audience(['370881', '371000'], []), ['370881', '371000']],
  [
    'regions as named, where the item is transferred',
    housing,
    audience(['370881', '371000'], ['drainage-permit']),
    ['371000'],
  ],
  ['everybody but itself', bureau, audience([], ['drainage-permit']), ['370811']],
];

test.each(audiences)('a document reaches the bureaus of %s', (_, from, concerned, regions) => {
  expect(bureausFor(snapshot, from, concerned, '2026-11-23').map(({ region }) => region)).toEqual(regions);
});

test('a document reaches every bureau concerned; who has not read it is known and reminded once a day', async () => {
  const published = await office.publish(letter);
  expect(published).toMatchObject({ done: true, recipients: ['370800.xzspj', '370811.xzspj'] });
  const id = published.done ? published.id : '';
  const [mine] = await office.recipients(id);
  const receipt = { messageId: mine?.messageId, receipt: 'received', at: '2026-11-23T10:00:00+08:00' };
  expect(await desk.reply(bureau, { body: receipt })).toEqual(['accepted']);
  const all = {
    kinds: ['document-sync' as const],
    publisher: '370800.zjj',
    recipient: null,
    openOnly: true,
    within: everywhere,
    limit: 10,
  };
  expect(await office.list(all)).toMatchObject([
    { id, title: '关于后续监管的通知', attachments: 1, recipients: 2, read: 1 },
  ]);
  expect(await office.list({ ...all, recipient: '371000.xzspj' })).toEqual([]);
  expect(await office.remind(id, '李')).toMatchObject({ reminded: ['370811.xzspj'], spared: [] });
  expect(await office.remind(id, '李')).toMatchObject({ reminded: [], spared: ['370811.xzspj'] });
  desk.after(24);
  expect(await office.remind(id, '李')).toMatchObject({ reminded: ['370811.xzspj'] });
  expect((await office.recipients(id)).map(({ receivedAt, urges }) => [receivedAt === null, urges])).toEqual([
    [false, 0],
    [true, 2],
  ]);
  expect(await office.remind(randomUUID(), '李')).toMatchObject({ done: false });
});

test('a meeting collects who attends, an opinion its answer, each by its day', async () => {
  const meeting = await office.publish({
    ...letter,
    kind: 'notice',
    to: audience(['370800'], []),
    body: {
      type: 'TRAINING',
      title: '培训',
      startsAt: '2026-12-08T09:00:00+08:00',
      place: '三楼',
      respondBy: '2026-12-04',
    },
    files: [],
  });
  const opinion = await office.publish({
    ...letter,
    kind: 'written-opinion-request',
    from: bureau,
    to: [housing],
    body: {
      purpose: 'NATIONAL_DECISION',
      addressee: '国家主管部门',
      question: '是否具备条件',
      answerBy: '2026-12-09',
    },
    files: [],
  });
  const idOf = (outcome: typeof meeting): string => (outcome.done ? outcome.id : '');
  const answer = async (
    id: string,
    type: 'notice' | 'written-opinion-answer',
    from: DepartmentRef,
    body: object,
  ) =>
    desk.reply(from, {
      type,
      body,
      headers: { ce_inreplyto: (await office.recipients(id))[0]?.messageId ?? '' },
    });
  const attends = { attending: true, attendees: 2, reply: '审批二科' };
  expect(await answer(idOf(meeting), 'notice', bureau, attends)).toEqual(['accepted']);
  const says = { conclusion: 'EXPLAINED', opinion: '条件具备', signedOn: '2026-12-01' };
  expect(await answer(idOf(opinion), 'written-opinion-answer', housing, says)).toEqual(['accepted']);
  expect(await office.recipients(idOf(meeting))).toMatchObject([
    { state: 'answered', reply: attends, nextDueAt: null },
  ]);
  expect(await office.recipients(idOf(opinion))).toMatchObject([{ reply: says, overdue: false }]);
  const opinions = {
    kinds: ['written-opinion-request' as const],
    publisher: null,
    recipient: null,
    openOnly: false,
    within: everywhere,
    limit: 10,
  };
  expect(await office.list(opinions)).toMatchObject([
    { title: '是否具备条件', dueAt: new Date('2026-12-09T15:59:59.999Z') },
  ]);
});

const refusals: readonly (readonly [string, Partial<Publication>])[] = [
  ['没有登记部门', { from: { ...housing, department: brandAs('nobody') } }],
  ['审批部门不发送文件同发', { from: bureau }],
  ['不涉及任何行政审批服务局', { to: audience([], ['gas-operation']) }],
  ['issuedOn', { body: { ...letter.body, issuedOn: '昨天' } }],
  ['内容与扩展名不符', { files: [{ name: '病毒.pdf', bytes: Buffer.from('MZ') }] }],
];

test.each(refusals)('nothing is sent and one sentence says why: %s', async (sentence, change) => {
  const before = await desk.rows('select from feedback.message');
  const outcome = await office.publish({ ...letter, ...change });
  expect(JSON.stringify(outcome)).toContain(sentence);
  expect(await desk.rows('select from feedback.message')).toHaveLength(before.length);
});
