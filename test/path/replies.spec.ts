import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { messageSchemas } from '#base/model';
import { bureau, FeedbackDesk, housing, market, receipt } from '../support/feedback-desk.js';
import { plannedMessage } from '../support/messages.js';

let desk: FeedbackDesk;
const example = (kind: 'check-result' | 'penalty-feedback' | 'permit-change-opinion'): object => ({
  ...messageSchemas[kind].examples[0],
});

beforeAll(async () => {
  desk = await FeedbackDesk.open();
});
afterAll(() => desk.close());

test('receipts move the delivery and are kept as facts, with stated and arrival time', async () => {
  const message = await desk.told();
  expect(await desk.reply(housing, { body: receipt(message, 'received') })).toEqual(['accepted']);
  expect(await desk.delivery(message)).toMatchObject({ state: 'received', received_at: desk.now });
  expect(await desk.reply(housing, { body: receipt(message, 'claimed') })).toEqual(['accepted']);
  expect(await desk.delivery(message)).toMatchObject({ state: 'claimed', overdue: false });
  expect(
    await desk.rows(`select type, stated_at, arrived_at, late, moved from feedback.receipt
    where message_id = '${message.id}' order by id`),
  ).toEqual([
    {
      type: 'received',
      stated_at: new Date('2026-11-23T02:00:00Z'),
      arrived_at: desk.now,
      late: false,
      moved: true,
    },
    {
      type: 'claimed',
      stated_at: new Date('2026-11-23T02:00:00Z'),
      arrived_at: desk.now,
      late: false,
      moved: true,
    },
  ]);
  expect(
    await desk.rows(`select l.state from feedback.deadline l join feedback.delivery d on d.id = l.delivery_id
    where d.message_id = '${message.id}'`),
  ).toEqual([{ state: 'met' }]);
});

test('a claim before the receipt implies it, and the receipt after it changes nothing', async () => {
  const message = await desk.told();
  await desk.reply(housing, { body: receipt(message, 'claimed') }, { body: receipt(message, 'received') });
  expect(await desk.delivery(message)).toMatchObject({
    state: 'claimed',
    received_at: desk.now,
    claimed_at: desk.now,
  });
});

test('the same event is taken once, in one batch or in two, and a repeated batch changes nothing', async () => {
  const message = await desk.told();
  const twice = { id: 'our-event-1', body: receipt(message, 'received') };
  const batch = desk.batch(housing, twice, twice);
  expect(await desk.hand(batch)).toEqual(['accepted', 'repeated']);
  expect(await desk.hand(batch)).toEqual([]);
  expect(await desk.reply(housing, twice)).toEqual(['repeated']);
  expect(await desk.rows(`select from feedback.receipt where message_id = '${message.id}'`)).toHaveLength(1);
});

test('offsets that jump are no gap when the fetch began at the fence; a real gap asks for a rewind', async () => {
  const message = await desk.told();
  const jump = desk.skip(housing, 2);
  const batch = desk.batch(housing, { body: receipt(message, 'received') });
  expect(await desk.hand(batch)).toEqual([]);
  expect(await desk.hand({ ...batch, fetchedFrom: jump })).toEqual(['accepted']);
});

test('a late receipt is accepted and counts, and the miss stays a fact', async () => {
  const message = await desk.told();
  desk.after(49);
  expect(await desk.delivery(message)).toMatchObject({ state: 'pending' });
  expect(await desk.reply(housing, { body: receipt(message, 'claimed') })).toEqual(['late']);
  expect(await desk.delivery(message)).toMatchObject({ state: 'claimed', overdue: false, late: true });
  expect(await desk.delivery(message)).toMatchObject({ next_due_at: null });
});

test('a return needs a reason, ends the deadlines and lists the message for re-routing', async () => {
  const message = await desk.told();
  expect(await desk.reply(housing, { body: receipt(message, 'returned') })).toEqual(['malformed']);
  const reason = '该事项由综合执法部门监管。';
  expect(await desk.reply(housing, { body: receipt(message, 'returned', { reason }) })).toEqual(['accepted']);
  expect(await desk.delivery(message)).toMatchObject({
    state: 'returned',
    return_reason: reason,
    next_due_at: null,
  });
  expect(
    await desk.rows(`select reason, resolved_at from feedback.rerouting where message_id = '${message.id}'`),
  ).toEqual([{ reason, resolved_at: null }]);
});

test.each(['returned', 'cancelled'] as const)(
  'a receipt after the delivery was %s is kept and moves nothing',
  async (state) => {
    const message = await desk.told();
    if (state === 'returned')
      await desk.reply(housing, { body: receipt(message, 'returned', { reason: '不属于我局职责。' }) });
    else await desk.told({ supersedes: message.id });
    expect(await desk.reply(housing, { body: receipt(message, 'claimed') })).toEqual(['accepted']);
    expect(await desk.delivery(message)).toMatchObject({ state });
    expect(
      await desk.rows(
        `select moved from feedback.receipt where message_id = '${message.id}' and type = 'claimed'`,
      ),
    ).toEqual([{ moved: false }]);
  },
);

test('what cannot be accepted is told apart, kept in the inbox and parked with its body', async () => {
  desk.after(1);
  const message = await desk.told();
  const body = receipt(message, 'received');
  const outcomes = await desk.reply(
    housing,
    { body: receipt(plannedMessage(), 'received') },
    { body: '{"messageId": ' },
    { body: { ...body, receipt: 'seen' } },
    { body, headers: { ce_id: '' } },
    { body, headers: { ce_source: '370800.scjgj' } },
    { body, headers: { ce_type: 'cn.gov.sd.feedback.greeting.v1' } },
    { body: { ...body, at: '2026-06-30T23:59:60Z' } },
    { body: { ...body, by: '科\u0000室' } },
  );
  expect(outcomes).toEqual([
    'unknown-message',
    'malformed',
    'malformed',
    'malformed',
    'wrong-department',
    'kind-unknown',
    'malformed',
    'accepted',
  ]);
  expect(
    await desk.rows(`select code, count(*)::int, bool_and(body is not null) as kept from ops.parked
    where cause = 'receipt' and source = '370800.zjj' and parked_at = '${desk.now.toISOString()}'
    group by code order by code`),
  ).toEqual([
    { code: 'HUB_REPLY_KIND_UNKNOWN', count: 1, kept: true },
    { code: 'HUB_REPLY_MALFORMED', count: 4, kept: true },
    { code: 'HUB_REPLY_UNKNOWN_MESSAGE', count: 1, kept: true },
    { code: 'HUB_REPLY_WRONG_DEPARTMENT', count: 1, kept: true },
  ]);
});

test('a receipt for a message that went to another department changes nothing', async () => {
  const message = await desk.told();
  expect(await desk.reply(market, { body: receipt(message, 'claimed') })).toEqual(['wrong-department']);
  expect(await desk.delivery(message)).toMatchObject({ state: 'pending' });
});

test('what was refused may be corrected and sent again under the same id', async () => {
  const message = await desk.told();
  const wrong = { id: 'our-event-2', body: receipt(message, 'returned') };
  const right = { id: 'our-event-2', body: receipt(message, 'returned', { reason: '不属于我局职责。' }) };
  expect(await desk.reply(housing, wrong)).toEqual(['malformed']);
  expect(await desk.reply(housing, right)).toEqual(['accepted']);
});

test.each(['check-result', 'penalty-feedback', 'permit-change-opinion'] as const)(
  'a %s reaches the approval bureau under the same key, with its own deadline, and answers the original',
  async (kind) => {
    const message = await desk.told();
    const sent = { type: kind, body: example(kind), headers: { ce_inreplyto: message.id } };
    expect(await desk.reply(housing, sent)).toEqual(['accepted']);
    expect(await desk.delivery(message)).toMatchObject({ state: 'answered', claimed_at: desk.now });
    const [onward] =
      await desk.rows(`select m.kind, m.key, m.body, m.from_department, d.department, l.expects, l.state
      from feedback.message m join feedback.delivery d on d.message_id = m.id
      join feedback.deadline l on l.delivery_id = d.id and l.expects = 'received'
      where m.in_reply_to = '${message.id}'`);
    expect(onward).toEqual({
      kind,
      key: message.key,
      body: example(kind),
      from_department: 'zjj',
      department: 'xzspj',
      expects: 'received',
      state: 'open',
    });
  },
);

test('a department may open a thread of its own', async () => {
  const sent = {
    type: 'penalty-feedback',
    body: example('penalty-feedback'),
    headers: { ce_subject: 'THREAD-7' },
  } as const;
  expect(await desk.reply(market, sent)).toEqual(['accepted']);
  expect(await desk.rows("select kind, in_reply_to from feedback.message where key = 'THREAD-7'")).toEqual([
    { kind: 'penalty-feedback', in_reply_to: null },
  ]);
});

test('an answer with findings is passed on, and closes the matter when the bureau has received it', async () => {
  const message = await desk.told();
  const answered = receipt(message, 'answered', { answer: example('check-result') });
  expect(await desk.reply(housing, { body: answered })).toEqual(['accepted']);
  const [onward] = await desk.rows(`select id from feedback.message where in_reply_to = '${message.id}'`);
  const id = String(onward?.['id']);
  expect(
    await desk.reply(bureau, {
      body: receipt(plannedMessage({ id: brandAs(id), createdAt: desk.now }), 'received'),
    }),
  ).toEqual(['accepted']);
  expect(await desk.delivery(message)).toMatchObject({ state: 'closed', closed_at: desk.now });
});

test('replies that come from several departments at once do not wait for each other for ever', async () => {
  const messages = await Promise.all(Array.from({ length: 30 }, () => desk.told()));
  const answers = messages.map((message) => ({
    body: receipt(message, 'answered', { answer: example('check-result') }),
  }));
  await desk.reply(housing, ...answers);
  const onward = await desk.rows("select id from feedback.message where kind = 'check-result'");
  const acks = onward.map((row) => ({
    body: receipt(plannedMessage({ id: brandAs(String(row['id'])), createdAt: desk.now }), 'received'),
  }));
  const [again, closed] = await Promise.all([
    desk.reply(housing, ...messages.toReversed().map((message) => ({ body: receipt(message, 'received') }))),
    desk.reply(bureau, ...acks),
  ]);
  expect(new Set([...again, ...closed])).toEqual(new Set(['accepted']));
});
