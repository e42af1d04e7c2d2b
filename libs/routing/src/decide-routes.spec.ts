import { expect, test } from '@jest/globals';
import type { Clause, CaseFacts } from '#base/contracts';
import {
  clauseTo,
  granted,
  messagesOf,
  policyWith,
  routeInput,
  to,
} from '../../../test/support/routing-case.js';
import { decideRoutes } from './decide-routes.js';
import type { RouteInput } from './route-decision.js';

test('a granted case with a clause in force is told, with target, content and time limit', () => {
  const [message, ...others] = messagesOf(decideRoutes(routeInput({})));
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    kind: 'license-decision',
    from: to('xzspj'),
    to: to('zjj'),
    key: granted.caseNumber,
    item: 'construction-permit',
    clause: { id: 'm-zjj', version: 1 },
    receipts: ['received', 'claimed'],
    deadlines: [{ expects: 'claimed', limit: { amount: 2, unit: 'workingDay' } }],
    supersedes: null,
    body: {
      change: 'granted',
      case: { source: '370800.xzspj.front', region: '370800', appliedAt: '2026-11-16T09:00:00+08:00' },
      item: { code: 'construction-permit', nationalCatalogCode: 'C1' },
      decision: {
        result: 'GRANTED',
        decidedAt: '2026-11-20T00:30:00+08:00',
        approvalNumber: '济审〔2026〕1号',
      },
      licence: { name: '施工许可证', number: 'A-1', validTo: null },
      applicant: { name: '济宁示例建设有限公司', id: '91370800MA00000001' },
      obligation: { clause: { id: 'm-zjj' }, claimBy: '2026-11-22T16:00:00+08:00', answerBy: null },
    },
  });
});

test('a recipient gets the parts its profile names, and who the case is, and nothing else', () => {
  const policy = policyWith([clauseTo('zjj', { profile: ['item', 'applicant.name'] })]);
  const [message] = messagesOf(decideRoutes(routeInput({}, [], policy)));
  expect(Object.keys(message?.body ?? {})).toEqual(['change', 'case', 'item', 'applicant', 'obligation']);
  expect(message?.body).toMatchObject({
    case: { source: granted.source, caseNumber: granted.caseNumber, region: '370800' },
    applicant: { name: '济宁示例建设有限公司' },
  });
  expect(JSON.stringify(message?.body)).not.toMatch(/91370800|13800000000|示例综合楼/);
});

test('one case may concern several departments, each once', () => {
  const policy = policyWith([clauseTo('zjj'), clauseTo('sthjj')]);
  const messages = messagesOf(decideRoutes(routeInput({}, [], policy)));
  expect(messages.map((message) => message.to.department)).toEqual(['zjj', 'sthjj']);
});

test('a clause that wants an answer sets a second deadline', () => {
  const receipts = ['received', 'claimed', 'answered'] as const;
  const policy = policyWith([clauseTo('zjj', { receipts, answerWithin: { amount: 5, unit: 'workingDay' } })]);
  const [message] = messagesOf(decideRoutes(routeInput({}, [], policy)));
  expect(message?.deadlines.map((deadline) => deadline.expects)).toEqual(['claimed', 'answered']);
  expect(message?.body).toMatchObject({ obligation: { answerBy: '2026-11-25T16:00:00+08:00', receipts } });
});

test('beyond the published calendar the deadline is a state, in words', () => {
  const asked: RouteInput = {
    ...routeInput({}),
    planDeadline: (_region, _start, { expects, limit }) => ({
      expects,
      limit,
      due: { state: 'no-official-calendar', year: 2027, calendarVersion: 'test' },
      urgeAt: null,
    }),
  };
  const [message] = messagesOf(decideRoutes(asked));
  expect(message?.body).toMatchObject({ obligation: { claimBy: 'no-official-calendar' } });
});

test.each<[string, Partial<CaseFacts>, string[]]>([
  ['no item code', { itemCodes: [] }, ['item']],
  ['no region', { region: null }, ['region']],
  ['no decision date', { decidedAt: null }, ['decidedAt']],
  [
    'no application and an acceptance without applicant',
    { application: null },
    ['applicantName', 'applicantId'],
  ],
])('a granted case with %s waits and says for what', (_title, facts, missing) => {
  expect(decideRoutes(routeInput(facts))).toMatchObject({ outcome: 'waiting', missing });
});

test('an applicant known only from the acceptance is enough', () => {
  const facts = { application: null, acceptance: granted.application };
  expect(messagesOf(decideRoutes(routeInput(facts)))).toHaveLength(1);
});

test('an item unknown to the catalogue is parked with its codes', () => {
  const decision = decideRoutes(routeInput({ itemCodes: ['X9'] }));
  expect(decision).toMatchObject({
    outcome: 'parked',
    fault: { code: 'HUB_ITEM_UNKNOWN', field: 'itemCode' },
  });
});

test.each<[string, Partial<CaseFacts>, Partial<Clause>, string]>([
  ['is not transferred', { itemCodes: ['C2'] }, {}, 'not-transferred'],
  ['has no clause yet on the decision date', {}, { validFrom: '2026-11-21' }, 'no-clause'],
  ['has no clause any more on the decision date', {}, { validTo: '2026-11-19' }, 'no-clause'],
])('a known item that %s has nobody to tell', (_title, facts, change, reason) => {
  const policy = policyWith([clauseTo('zjj', change)]);
  expect(decideRoutes(routeInput(facts, [], policy))).toMatchObject({ outcome: 'nobody', reason });
});

test('the decision date is the Beijing day, and both ends of a clause count', () => {
  const policy = policyWith([clauseTo('zjj', { validFrom: '2026-11-20', validTo: '2026-11-20' })]);
  expect(messagesOf(decideRoutes(routeInput({}, [], policy)))).toHaveLength(1);
});

test.each<[string, Partial<CaseFacts>]>([
  ['refused', { result: 'REFUSED' }],
  ['without a result', { result: null }],
  ['voided', { result: 'VOIDED', state: 'VOIDED', removed: true }],
])('a case that is %s and was never told owes nothing', (_title, facts) => {
  expect(decideRoutes(routeInput(facts))).toEqual({ outcome: 'nothing' });
});
