import { expect, test } from '@jest/globals';
import { brandAs, type CaseFacts } from '#base/contracts';
import { checkMessageBody } from '#base/model';
import {
  clauseTo,
  messagesOf,
  policyWith,
  remember,
  routeInput,
  withResult,
} from '../../../test/support/routing-case.js';
import { decideRoutes } from './decide-routes.js';
import type { ToldMessage } from './route-decision.js';

const check = clauseTo('zjj', {
  id: 'm-check',
  kind: 'commitment-check',
  answerWithin: { amount: 60, unit: 'naturalDay' },
});
const policy = policyWith([clauseTo('zjj'), check]);
const decide = (facts: Partial<CaseFacts>, told: readonly ToldMessage[] = [], by = policy) =>
  messagesOf(decideRoutes(routeInput(facts, told, by)));
const told = remember(decide({}));

test('a clause asks the supervisor to check the promise within its limit after the decision, beside telling it', () => {
  const [decision, asked] = decide({});
  expect(decision?.kind).toBe('license-decision');
  expect(asked).toMatchObject({
    kind: 'commitment-check',
    clause: { id: 'm-check', version: 1 },
    receipts: ['received', 'claimed', 'answered'],
    deadlines: [
      { expects: 'claimed' },
      { expects: 'answered', due: { at: new Date('2027-01-18T16:30:00Z') } },
    ],
    body: {
      change: 'granted',
      caseNumber: '370808012600001',
      checkBy: '2027-01-19',
      licence: { number: 'A-1' },
    },
  });
  expect(checkMessageBody('commitment-check', asked?.body ?? {})).toMatchObject({ valid: true });
});

test.each([
  ['once asked, asked no more', {}, []],
  ['a corrected licence asks anew', withResult({ licenceNumber: 'A-2' }), ['corrected']],
  ['a voided decision takes it back', { result: 'VOIDED' }, ['voided']],
  ['a deleted one too', { removed: true }, ['voided']],
] as const)('%s', (_, facts, changes) => {
  const checks = decide(facts, told).filter(({ kind }) => kind === 'commitment-check');
  expect(checks.map(({ body }) => body['change'])).toEqual(changes);
  for (const { supersedes } of checks) expect(supersedes).toBe(told[1]?.messageId);
});

test('what was taken back is asked for anew when the licence is granted again; a clause out of force asks nobody', () => {
  const back = remember(decide({ removed: true }, told));
  expect(decide({}, [...told, ...back]).map(({ kind, body }) => [kind, body['change']])).toEqual([
    ['license-decision', 'reissued'],
    ['commitment-check', 'reissued'],
  ]);
  const over = policyWith([clauseTo('zjj'), { ...check, item: brandAs('other') }]);
  expect(decide({}, [], over).map(({ kind }) => kind)).toEqual(['license-decision']);
});
