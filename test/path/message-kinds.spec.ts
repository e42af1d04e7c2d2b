import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  attachedDigests,
  brandAs,
  deliveryStates,
  moveDelivery,
  type DeliveryState,
  type MessageKind,
  type PlannedMessage,
} from '#base/contracts';
import { messageSchemas } from '#base/model';
import { ReturnsDesk } from '#libs/reporting';
import { bureau, FeedbackDesk, housing, market, receipt } from '../support/feedback-desk.js';
import { plannedMessage } from '../support/messages.js';
import { uploadedBy } from '../support/uploaded.js';

let desk: FeedbackDesk;
const example = (kind: MessageKind, place = 0): object => ({ ...messageSchemas[kind].examples[place] });
const named = (to: string): Readonly<Record<string, string>> => ({ ce_recipient: to });

beforeAll(async () => {
  desk = await FeedbackDesk.open();
  const [attached = ''] = attachedDigests({ ...example('tech-support-result', 2) });
  for (const from of [bureau, housing]) await uploadedBy(from, attached, desk.database);
});
afterAll(() => desk.close());

/** The one message of a kind under a key, with whom it went to and what it owes. */
async function written(kind: MessageKind, key: string): Promise<Record<string, unknown>> {
  const [row] = await desk.rows(
    `select m.id, m.in_reply_to, d.region, d.department, d.state,
            array(select l.expects || ' ' || l.due_at from feedback.deadline l where l.delivery_id = d.id order by 1) as owes
       from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.kind = '${kind}' and m.key = '${key}' order by m.created_at desc limit 1`,
  );
  return { ...row };
}

const again = (row: Record<string, unknown>): PlannedMessage =>
  plannedMessage({ id: brandAs(String(row['id'])) });

test('a technical support is asked, scheduled, extended and completed in one thread; only the end answers it', async () => {
  const ask = { type: 'tech-support-request', body: example('tech-support-request') } as const;
  const headers = { ...named('370800.zjj'), ce_subject: 'SUPPORT-1' };
  expect(await desk.reply(bureau, { ...ask, headers })).toEqual(['accepted']);
  const request = await written('tech-support-request', 'SUPPORT-1');
  expect(request).toMatchObject({
    department: 'zjj',
    owes: [expect.stringMatching(/^answered /), expect.anything()],
  });
  const result = (place: number) => ({
    type: 'tech-support-result' as const,
    body: example('tech-support-result', place),
    headers: { ce_inreplyto: String(request['id']) },
  });
  await desk.reply(housing, result(0), result(1));
  expect(await desk.delivery(again(request))).toMatchObject({ state: 'pending' });
  await desk.reply(housing, result(2));
  expect(await desk.delivery(again(request))).toMatchObject({ state: 'answered' });
  expect(
    await desk.rows(`select d.department from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.kind = 'tech-support-result' and m.key = 'SUPPORT-1'`),
  ).toEqual([{ department: 'xzspj' }, { department: 'xzspj' }, { department: 'xzspj' }]);
});

test('a document goes to the bureau of every region it names', async () => {
  const sent = {
    type: 'document-sync',
    body: example('document-sync'),
    headers: { ce_subject: 'DOC-1' },
  } as const;
  expect(await desk.reply(housing, sent)).toEqual(['accepted']);
  expect(
    await desk.rows(`select d.region, d.department from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.key = 'DOC-1' order by 1`),
  ).toEqual([
    { region: '370800', department: 'xzspj' },
    { region: '370811', department: 'xzspj' },
  ]);
});

test('an opinion is a thread: the bureau’s reply goes back under its key and answers it', async () => {
  const opinion = { type: 'permit-change-opinion', body: example('permit-change-opinion') } as const;
  expect(await desk.reply(housing, { ...opinion, headers: { ce_subject: 'OPINION-1' } })).toEqual([
    'accepted',
  ]);
  const first = await written('permit-change-opinion', 'OPINION-1');
  desk.after(1);
  const reply = { type: 'permit-change-opinion', body: example('permit-change-opinion', 1) } as const;
  expect(await desk.reply(bureau, { ...reply, headers: { ce_inreplyto: String(first['id']) } })).toEqual([
    'accepted',
  ]);
  expect(await desk.delivery(again(first))).toMatchObject({ state: 'answered' });
  expect(await written('permit-change-opinion', 'OPINION-1')).toMatchObject({
    region: '370800',
    state: 'pending',
  });
});

test('a notice asks who comes, a written opinion is asked and given', async () => {
  await desk.reply(housing, { type: 'notice', body: example('notice'), headers: { ce_subject: 'NOTICE-1' } });
  const notice = await written('notice', 'NOTICE-1');
  const coming = {
    type: 'notice',
    body: example('notice', 1),
    headers: { ce_inreplyto: String(notice['id']) },
  } as const;
  expect(await desk.reply(bureau, coming)).toEqual(['accepted']);
  expect(await desk.delivery(again(notice))).toMatchObject({ state: 'answered' });
  const asked = { type: 'written-opinion-request', body: example('written-opinion-request') } as const;
  await desk.reply(bureau, { ...asked, headers: { ...named('370800.zjj'), ce_subject: 'OPINION-2' } });
  const question = await written('written-opinion-request', 'OPINION-2');
  const given = { type: 'written-opinion-answer', body: example('written-opinion-answer') } as const;
  expect(await desk.reply(housing, { ...given, headers: { ce_inreplyto: String(question['id']) } })).toEqual([
    'accepted',
  ]);
  expect(await desk.delivery(again(question))).toMatchObject({ state: 'answered' });
});

test('what a side may not say, or not to this department, is kept, parked and passed on to nobody', async () => {
  const request = { type: 'tech-support-request', body: example('tech-support-request') } as const;
  const key = { ce_subject: 'DENIED-1' };
  expect(
    await desk.reply(
      bureau,
      { ...request, headers: { ...key, ...named('370900.zjj') } },
      { ...request, headers: { ...key, ...named('zjj') } },
      { ...request, headers: key },
      { type: 'document-sync', body: example('document-sync'), headers: key },
    ),
  ).toEqual(['not-allowed', 'malformed', 'malformed', 'not-allowed']);
  expect(await desk.reply(housing, { type: 'urge', body: example('urge'), headers: key })).toEqual([
    'kind-unknown',
  ]);
  expect(await desk.rows("select from feedback.message where key = 'DENIED-1'")).toEqual([]);
  expect(
    await desk.rows("select count(*)::int as parked from ops.parked where code = 'HUB_REPLY_NOT_ALLOWED'"),
  ).toEqual([{ parked: 2 }]);
});

/** A delivery put into a state by hand. */
async function deliveryIn(
  state: DeliveryState,
  claimMode: 'explicit' | 'onDelivery',
): Promise<PlannedMessage> {
  const message = await desk.told({ claimMode, key: `${state}-${claimMode}` });
  await desk.rows(`update feedback.delivery set state = '${state}' where message_id = '${message.id}'`);
  return message;
}

test('the statements of sending move a delivery as the table of states says', async () => {
  const stateOf = async (message: PlannedMessage): Promise<unknown> =>
    (await desk.delivery(message))['state'];
  for (const state of deliveryStates) {
    const [explicit, onDelivery] = [
      await deliveryIn(state, 'explicit'),
      await deliveryIn(state, 'onDelivery'),
    ];
    await desk.send();
    expect(await stateOf(explicit)).toBe(moveDelivery(state, 'delivered').state);
    const event = state === 'pending' ? 'claimed' : 'delivered';
    expect(await stateOf(onDelivery)).toBe(moveDelivery(state, event).state);
    const superseded = await deliveryIn(state, 'explicit');
    await desk.told({ supersedes: superseded.id });
    expect(await stateOf(superseded)).toBe(moveDelivery(state, 'cancelled').state);
  }
});

const back = (message: PlannedMessage): Promise<readonly string[]> =>
  desk.reply(housing, { body: receipt(message, 'returned', { reason: '该事项由其他部门监管。' }) });

test('what is returned goes to the one other department the boundary list names, with its clock anew', async () => {
  const message = await desk.told({ item: brandAs('XK-BOUND'), key: 'BOUND-1', about: null });
  desk.after(10);
  await back(message);
  const onward = await written('license-decision', 'BOUND-1');
  expect(onward).toMatchObject({ department: 'scjgj', state: 'pending' });
  expect(
    await desk.rows(
      `select resolution, to_department from feedback.rerouting where message_id = '${message.id}'`,
    ),
  ).toEqual([{ resolution: 'boundary', to_department: 'scjgj' }]);
  expect(await desk.delivery(again(onward))).toMatchObject({
    next_due_at: new Date(desk.now.getTime() + 2 * 86_400_000),
  });
});

test('otherwise it waits for a person, whose decision is carried out once, or refused with its reason', async () => {
  const message = await desk.told({ key: 'PERSON-1' });
  await back(message);
  desk.after(1);
  const returns = new ReturnsDesk(desk.database, { now: () => desk.now });
  const open = (await returns.list(true)).find(
    ({ returnedBy, kind }) => returnedBy === '370800.zjj' && kind === 'license-decision',
  );
  const deliveryId = String((await desk.delivery(message))['id']);
  expect(open?.deliveryId).toBe(deliveryId);
  const decide = { deliveryId, by: '王某', why: '按职责边界' };
  expect(await returns.decide({ ...decide, to: housing })).toBe(true);
  expect(await desk.reroute()).toBe(1);
  expect((await returns.list(true)).find((one) => one.deliveryId === deliveryId)?.refusal).toMatch(
    /退回的部门/,
  );
  expect(await returns.decide({ ...decide, to: market })).toBe(true);
  expect([await desk.reroute(), await desk.reroute()]).toEqual([1, 0]);
  expect(await written('license-decision', 'PERSON-1')).toMatchObject({ department: 'scjgj' });
  expect(await returns.decide({ ...decide, to: null })).toBe(false);
  expect(
    await desk.rows("select action, actor from ops.audit where subject = '" + deliveryId + "' order by id"),
  ).toEqual([
    { action: 'returned.send', actor: '王某' },
    { action: 'returned.send', actor: '王某' },
  ]);
});
