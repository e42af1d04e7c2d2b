import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beijingText } from '#base/contracts';
import { messageSchemas } from '#base/model';
import { FeedbackDesk, housing, market, receipt } from '../support/feedback-desk.js';

let desk: FeedbackDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
});
afterAll(() => desk.close());

const parked = async (): Promise<readonly Record<string, unknown>[]> =>
  desk.rows('select source, code, field, sentence, body from ops.parked order by id');

async function lastParked(): Promise<Record<string, unknown>> {
  return { ...(await parked()).at(-1) };
}

function sentenceOf(row: Record<string, unknown>): string {
  return typeof row['sentence'] === 'string' ? row['sentence'] : '';
}

test('one id for two different receipts: the second is parked with both shown, in one batch or in two', async () => {
  const [one, other, third] = [await desk.told(), await desk.told(), await desk.told()];
  const first = { id: 'same-1', body: receipt(one, 'received') };
  const second = { id: 'same-1', body: receipt(other, 'claimed') };
  expect(await desk.reply(housing, first, second)).toEqual(['accepted', 'id-reused']);
  expect(await desk.reply(housing, { id: 'same-1', body: receipt(third, 'received') })).toEqual([
    'id-reused',
  ]);
  expect(await desk.delivery(other)).toMatchObject({ state: 'pending' });
  const [row] = (await parked()).slice(-2);
  expect(row).toMatchObject({ source: '370800.zjj', code: 'HUB_REPLY_ID_REUSED', field: 'ce_id' });
  for (const shown of [`签收 received，关于消息 ${one.id}`, `认领 claimed，关于消息 ${other.id}`, '@0'])
    expect(sentenceOf({ ...row })).toContain(shown);
  expect(JSON.parse(String(row?.['body']))).toMatchObject({ messageId: other.id });
});

test('the same content under the same id is a repeat, however its fields are ordered and whenever it is stamped', async () => {
  const message = await desk.told();
  const body = receipt(message, 'claimed');
  const again = Object.fromEntries(Object.entries(body).toReversed());
  const stamped = { ...body, at: beijingText(new Date(message.createdAt.getTime() + 60_000)) };
  const before = (await parked()).length;
  expect(
    await desk.reply(
      housing,
      { id: 'same-2', body },
      { id: 'same-2', body: again },
      { id: 'same-2', body: stamped },
    ),
  ).toEqual(['accepted', 'repeated', 'repeated']);
  expect(await parked()).toHaveLength(before);
});

test('a reason, an agency or a finding that differs is other content', async () => {
  const message = await desk.told();
  const claim = { id: 'same-3', body: receipt(message, 'claimed') };
  await desk.reply(housing, claim);
  expect(
    await desk.reply(housing, { id: 'same-3', body: receipt(message, 'claimed', { by: '另一科' }) }),
  ).toEqual(['id-reused']);
});

test('a message of its own and a receipt under one id are told apart, and so are two messages', async () => {
  const message = await desk.told();
  const body = { ...messageSchemas['penalty-feedback'].examples[0] };
  const own = { id: 'same-4', type: 'penalty-feedback', body, headers: { ce_subject: 'THREAD-A' } } as const;
  const outcomes = await desk.reply(
    housing,
    own,
    own,
    { ...own, headers: { ce_subject: 'THREAD-B' } },
    { id: 'same-4', body: receipt(message, 'received') },
  );
  expect(outcomes).toEqual(['accepted', 'repeated', 'id-reused', 'id-reused']);
});

test('the same id of two departments is two ids', async () => {
  const message = await desk.told();
  const theirs = await desk.told({ to: market });
  expect(await desk.reply(housing, { id: 'same-5', body: receipt(message, 'received') })).toEqual([
    'accepted',
  ]);
  expect(await desk.reply(market, { id: 'same-5', body: receipt(theirs, 'received') })).toEqual(['accepted']);
});

test.each([
  ['at', { at: '2099-01-01T00:00:00+08:00' }, {}],
  ['at', { at: '2026-11-23T10:11:00+08:00' }, {}],
  ['at', { at: '2026-11-23T09:49:00+08:00' }, {}],
  ['at', { at: '1999-01-01T00:00:00+08:00' }, {}],
  ['ce_time', {}, { ce_time: '2099-01-01T00:00:00Z' }],
])('a %s that cannot be is refused with the field named', async (field, said, headers) => {
  const message = await desk.told();
  const before = await desk.delivery(message);
  expect(await desk.reply(housing, { body: receipt(message, 'claimed', said), headers })).toEqual([
    'malformed',
  ]);
  expect(await lastParked()).toMatchObject({ code: 'HUB_REPLY_TIME_IMPOSSIBLE', field });
  expect(await desk.delivery(message)).toEqual(before);
});

test.each(['2026-11-23T10:09:00+08:00', '2026-11-23T02:05:00Z', '2026-11-23T09:55:00+08:00'])(
  'a clock that is a few minutes off is borne with: %s',
  async (at) => {
    const message = await desk.told();
    expect(await desk.reply(housing, { body: receipt(message, 'claimed', { at }) })).toEqual(['accepted']);
  },
);

test('an inspection or a penalty of a day to come is refused', async () => {
  const message = await desk.told();
  const finding = { ...messageSchemas['check-result'].examples[0], inspectedOn: '2099-01-01' };
  const penalty = { ...messageSchemas['penalty-feedback'].examples[0], decidedOn: '2027-01-01' };
  const headers = { ce_inreplyto: message.id };
  expect(
    await desk.reply(
      housing,
      { body: receipt(message, 'answered', { answer: finding }) },
      { type: 'check-result', body: finding, headers },
      { type: 'penalty-feedback', body: penalty, headers },
    ),
  ).toEqual(['malformed', 'malformed', 'malformed']);
  expect((await parked()).slice(-3).map(({ field }) => field)).toEqual([
    'answer.inspectedOn',
    'inspectedOn',
    'decidedOn',
  ]);
});

test.each([
  'urn:example:our-own-system',
  '370800.scjgj',
  '370811.zjj',
  '370800.zjj-other',
  '1370800.zjj',
  'https://zjj.example.gov.cn/370800.zjj/370800.scjgj',
  'zjj',
])('a source that is not the department itself is refused: %s', async (source) => {
  const message = await desk.told();
  const outcome = await desk.reply(housing, {
    body: receipt(message, 'claimed'),
    headers: { ce_source: source },
  });
  expect(outcome).toEqual(['wrong-department']);
  expect(await lastParked()).toMatchObject({ code: 'HUB_REPLY_WRONG_DEPARTMENT', field: 'ce_source' });
  expect(await desk.delivery(message)).toMatchObject({ state: 'pending' });
});

test.each(['370800.zjj', '370800/zjj', 'https://hub.example.gov.cn/370800.zjj'])(
  'the department may name itself within a URI: %s',
  async (source) => {
    const message = await desk.told();
    const headers = { ce_source: source };
    expect(await desk.reply(housing, { body: receipt(message, 'claimed'), headers })).toEqual(['accepted']);
  },
);

test('a reply that names another case or another message than it speaks of is refused', async () => {
  const [message, other] = [await desk.told(), await desk.told()];
  const body = receipt(message, 'claimed');
  expect(
    await desk.reply(
      housing,
      { body, headers: { ce_subject: 'CASE-2' } },
      { body, headers: { ce_inreplyto: other.id } },
    ),
  ).toEqual(['malformed', 'malformed']);
  expect((await parked()).slice(-2).map(({ field }) => field)).toEqual(['ce_subject', 'ce_inreplyto']);
  const named = { ce_subject: ' case-1 ', ce_inreplyto: message.id.toUpperCase() };
  expect(await desk.reply(housing, { body, headers: named })).toEqual(['accepted']);
});

test('an answer to a message of another department is refused with the field named', async () => {
  const theirs = await desk.told({ to: market });
  const body = { ...messageSchemas['check-result'].examples[0] };
  const sent = { type: 'check-result', body, headers: { ce_inreplyto: theirs.id } } as const;
  expect(await desk.reply(housing, sent)).toEqual(['wrong-department']);
  expect(await lastParked()).toMatchObject({ field: 'ce_inreplyto' });
  expect(await desk.reply(housing, { body: receipt(theirs, 'received') })).toEqual(['wrong-department']);
  expect(await lastParked()).toMatchObject({ field: 'messageId' });
});
