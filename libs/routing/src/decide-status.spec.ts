import { expect, test } from '@jest/globals';
import { brandAs, type CaseFacts } from '#base/contracts';
import { checkMessageBody } from '#base/model';
import { clauseTo, policyWith, remember, routeInput, to } from '../../../test/support/routing-case.js';
import { decideStatus } from './decide-status.js';
import { explainRoutes } from './explain-routes.js';
import type { ToldMessage } from './route-decision.js';

const sync = clauseTo('zjj', {
  id: 'm-sync',
  kind: 'status-sync',
  receipts: ['received'],
  answerWithin: { amount: 5, unit: 'workingDay' },
});
const policy = policyWith([
  clauseTo('zjj'),
  sync,
  { ...sync, id: 'm-old', to: to('scjgj'), validTo: '2026-11-17' },
]);
const open: Partial<CaseFacts> = { state: 'ACCEPTED', result: null, decidedAt: null, resultRecord: null };
const decide = (facts: Partial<CaseFacts>, told: readonly ToldMessage[] = [], by = policy) =>
  decideStatus(routeInput(facts, told, by)).filter((one) => one.to.department === 'zjj');
const accepted = remember(decide(open));

test('who a clause names on the day of the change hears the state, when it began, and owes the receipt alone', () => {
  const [message] = decide(open);
  expect(message).toMatchObject({
    kind: 'status-sync',
    clause: { id: 'm-sync', version: 1 },
    receipts: ['received'],
    deadlines: [{ expects: 'received' }],
    supersedes: null,
    body: { state: 'ACCEPTED', result: null, changedAt: '2026-11-16T10:30:00+08:00' },
  });
  expect(checkMessageBody('status-sync', message?.body ?? {})).toMatchObject({ valid: true });
  const named = (facts: Partial<CaseFacts>) =>
    decideStatus(routeInput(facts, [], policy)).map((one) => one.to.department);
  expect([named(open), named({})]).toEqual([['zjj', 'scjgj'], ['zjj']]);
});

test.each<[string, Partial<CaseFacts>, readonly string[]]>([
  ['a state that was told', open, []],
  [
    'another time of the same state',
    { ...open, acceptance: { acceptedAt: '2026-11-18T10:30:00+08:00' } },
    [],
  ],
  ['a special procedure', { ...open, state: 'SUSPENDED' }, ['SUSPENDED null']],
  ['the end', {}, ['CLOSED GRANTED']],
  ['the end without a licence', { result: 'REFUSED' }, ['CLOSED REFUSED']],
  [
    'a result that was taken back',
    { ...open, state: 'IN_PROGRESS', result: 'GRANTED', removed: true },
    ['IN_PROGRESS null'],
  ],
  ['an item nobody knows', { state: 'CLOSED', itemCodes: ['?'] }, []],
  ['a region nobody knows', { state: 'CLOSED', region: null }, []],
])('after the acceptance, %s', (_, facts, states) => {
  const messages = decide(facts, accepted);
  expect(messages.map(({ body }) => `${String(body['state'])} ${String(body['result'])}`)).toEqual(states);
  for (const { supersedes } of messages) expect(supersedes).toBe(accepted[0]?.messageId);
});

test('a state that comes again after another is told again; one that was withheld is told once it changes, as the first', () => {
  const suspended = remember(decide({ ...open, state: 'SUSPENDED' }, accepted));
  expect(decide(open, [...accepted, ...suspended])).toMatchObject([{ supersedes: suspended[0]?.messageId }]);
  const withheld = accepted.map((one) => ({ ...one, withheld: true as const }));
  expect(decide(open, withheld)).toEqual([]);
  expect(decide({}, withheld)).toMatchObject([{ supersedes: null }]);
});

test('a profile without the decision says no result; an item that was not handed over says nothing', () => {
  const narrow = policyWith([{ ...sync, profile: ['case'] }]);
  expect(Object.keys(decide({}, [], narrow)[0]?.body ?? {})).toEqual([
    'source',
    'caseNumber',
    'state',
    'changedAt',
  ]);
  const other = policyWith([{ ...sync, item: brandAs('other') }]);
  expect(decide({ itemCodes: ['C2'] }, [], other)).toEqual([]);
});

test('an explanation says of the states what was told last, what was kept quiet, and what comes with the next change', () => {
  const why = (facts: Partial<CaseFacts>, told: readonly ToldMessage[], withheld: readonly ToldMessage[]) =>
    explainRoutes({ ...routeInput(facts, told, policy), withheld, quiet: null })
      .filter(({ clause }) => clause?.id === 'm-sync')
      .map(({ reason, sentence }) => `${reason} ${sentence}`);
  expect(why(open, accepted, [])).toEqual([
    'told 已同步状态：依据条款 m-sync 第 1 版（自 2024-01-01 起有效），最近一次为“已受理”。',
  ]);
  expect(why(open, [], accepted)).toEqual([expect.stringContaining('quiet 未同步状态：条款 m-sync 第 1 版')]);
  expect(why({}, [], [])).toEqual([expect.stringContaining('owed 尚未同步状态')]);
});
