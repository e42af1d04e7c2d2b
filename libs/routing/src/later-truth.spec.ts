import { expect, test } from '@jest/globals';
import { brandAs, profileParts, type ItemCode, type RegionCode, type CaseFacts } from '#base/contracts';
import { checkMessageBody } from '#base/model';
import {
  clauseTo,
  firstTold,
  granted,
  messagesOf,
  policyWith,
  remember,
  routeInput,
  to,
  withResult,
} from '../../../test/support/routing-case.js';
import { decideRoutes } from './decide-routes.js';

const withApplication = (change: object): Partial<CaseFacts> => ({
  application: { ...granted.application, ...change },
});

test('asked again with nothing changed, it asks for nothing', () => {
  expect(decideRoutes(routeInput({}, firstTold()))).toEqual({ outcome: 'nothing' });
});

test.each<[string, string, Partial<CaseFacts>]>([
  ['a new licence number', 'reissued', withResult({ licenceNumber: 'A-2' })],
  [
    'a later decision under another number',
    'reissued',
    {
      ...withResult({ approvalNumber: '济审〔2026〕9号' }),
      decidedAt: new Date('2026-11-25T02:00:00Z'),
    },
  ],
  ['another document number alone', 'corrected', withResult({ approvalNumber: '济审〔2026〕9号' })],
  ['another applicant', 'corrected', withApplication({ applicantName: '更名有限公司' })],
  ['a licence number taken back', 'corrected', withResult({ licenceNumber: null })],
  ['a validity that was unknown', 'nothing', withResult({ licenceValidTo: '2029-01-01' })],
  ['a phone number it never saw', 'nothing', withApplication({ contactPhone: '13900000000' })],
  ['the same instant in another notation', 'nothing', { acceptance: { acceptedAt: '2026-11-16T02:30:00Z' } }],
])('after %s the department hears: %s', (_title, change, facts) => {
  const told = firstTold();
  const messages = messagesOf(decideRoutes(routeInput(facts, told)));
  expect(messages.map((message) => message.body['change'])).toEqual(change === 'nothing' ? [] : [change]);
  for (const message of messages) expect(message.supersedes).toBe(told[0]?.messageId);
});

const removed: Partial<CaseFacts> = { result: 'GRANTED', state: 'VOIDED', removed: true };

test.each<[string, Partial<CaseFacts>, string]>([
  ['voided', { result: 'VOIDED', state: 'VOIDED', removed: true }, 'VOIDED'],
  ['deleted', { result: 'DELETED', state: 'VOIDED', removed: true }, 'DELETED'],
  ['refused after all', { result: 'REFUSED' }, 'REFUSED'],
  ['removed by the department', removed, 'VOIDED'],
  [
    'removed with everything but its number',
    { ...removed, region: null, itemCodes: [], application: null },
    'VOIDED',
  ],
])('when a told case is %s, the department hears that it is void', (_title, facts, result) => {
  const told = firstTold();
  const messages = messagesOf(decideRoutes(routeInput(facts, told)));
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    to: to('zjj'),
    key: granted.caseNumber,
    supersedes: told[0]?.messageId,
    body: { change: 'voided', decision: { result }, licence: { number: 'A-1' } },
  });
});

test('a withdrawal is told once, and never shows more than was told', () => {
  const policy = policyWith([clauseTo('zjj', { profile: ['item'] })]);
  const told = firstTold(policy);
  const [withdrawal, ...others] = messagesOf(decideRoutes(routeInput(removed, told, policy)));
  expect(others).toEqual([]);
  expect(Object.keys(withdrawal?.body ?? {}).sort()).toEqual(['case', 'change', 'item', 'obligation']);
  const both = [...told, ...remember(withdrawal === undefined ? [] : [withdrawal])];
  expect(decideRoutes(routeInput(removed, both, policy))).toEqual({ outcome: 'nothing' });
});

test('nobody owes an answer to a withdrawal', () => {
  const policy = policyWith([
    clauseTo('zjj', { answerWithin: { amount: 5, unit: 'workingDay' }, receipts: ['received', 'answered'] }),
  ]);
  const [withdrawal] = messagesOf(decideRoutes(routeInput(removed, firstTold(policy), policy)));
  expect(withdrawal).toMatchObject({ receipts: ['received'], deadlines: [{ expects: 'received' }] });
});

test('granted again after a withdrawal is issued anew, superseding the withdrawal', () => {
  const told = firstTold();
  const withdrawal = remember(messagesOf(decideRoutes(routeInput(removed, told))));
  const [again] = messagesOf(decideRoutes(routeInput({}, [...withdrawal, ...told])));
  expect(again).toMatchObject({ supersedes: withdrawal[0]?.messageId, body: { change: 'reissued' } });
});

test('each change supersedes the latest message of its department', () => {
  const told = firstTold();
  const second = remember(messagesOf(decideRoutes(routeInput(withResult({ licenceNumber: 'A-2' }), told))));
  const [third] = messagesOf(
    decideRoutes(routeInput(withResult({ licenceNumber: 'A-3' }), [...second, ...told])),
  );
  expect(third?.supersedes).toBe(second[0]?.messageId);
  expect(decideRoutes(routeInput(withResult({ licenceNumber: 'A-2' }), [...second, ...told]))).toEqual({
    outcome: 'nothing',
  });
});

test('a department that no clause names any more still gets the later truth, by the clause of then', () => {
  const told = firstTold();
  const policy = policyWith([clauseTo('sthjj')], [clauseTo('zjj')]);
  const messages = messagesOf(decideRoutes(routeInput(withResult({ licenceNumber: 'A-2' }), told, policy)));
  expect(messages.map(({ to: { department }, body }) => [department, body['change']])).toEqual([
    ['zjj', 'reissued'],
    ['sthjj', 'granted'],
  ]);
  expect(messages[0]).toMatchObject({ clause: { id: 'm-zjj' }, supersedes: told[0]?.messageId });
});

test('a case whose item turns out to be another one is corrected with those who were told', () => {
  const messages = messagesOf(decideRoutes(routeInput({ itemCodes: ['C2'] }, firstTold())));
  expect(messages[0]?.body).toMatchObject({ change: 'corrected', item: { code: 'other' } });
});

test('a case that turns out to lie in another region is corrected, and the right department hears of it', () => {
  const rencheng = brandAs<RegionCode>('370811');
  const there = {
    ...clauseTo('zjj'),
    id: 'm-rencheng',
    region: rencheng,
    to: { ...to('zjj'), region: rencheng },
  };
  const policy = policyWith([clauseTo('zjj'), there]);
  const messages = messagesOf(decideRoutes(routeInput({ region: rencheng }, firstTold(), policy)));
  expect(messages.map(({ to: { region }, body }) => [region, body['change']])).toEqual([
    ['370800', 'corrected'],
    ['370811', 'granted'],
  ]);
});

test('an item renamed in the policy, or a narrower profile, is no correction', () => {
  const [told] = firstTold();
  const renamed = { ...told?.body, item: { code: 'construction-permit' as ItemCode, name: '旧名称' } };
  const policy = policyWith([clauseTo('zjj', { version: 2, profile: ['item'] })]);
  const before = told === undefined ? [] : [{ ...told, body: renamed }];
  expect(decideRoutes(routeInput({}, before, policy))).toEqual({ outcome: 'nothing' });
});

test('an earlier message whose clause cannot be found is parked, not guessed about', () => {
  const told = firstTold();
  expect(decideRoutes(routeInput(removed, told, policyWith([])))).toMatchObject({
    outcome: 'parked',
    fault: { code: 'HUB_CLAUSE_UNKNOWN' },
  });
});

test('what is told satisfies the published schema, cut or whole, new or withdrawn', () => {
  for (const profile of [['item'], ['case', 'decision', 'applicant.contact'], [...profileParts]] as const) {
    const policy = policyWith([clauseTo('zjj', { profile })]);
    const told = firstTold(policy);
    const withdrawal = messagesOf(decideRoutes(routeInput(removed, told, policy)));
    const bodies = [...told, ...withdrawal].map(
      (message) => JSON.parse(JSON.stringify(message.body)) as unknown,
    );
    expect(bodies.map((body) => checkMessageBody('license-decision', body))).toEqual([
      { valid: true },
      { valid: true },
    ]);
  }
});
