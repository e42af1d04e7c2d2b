import { expect, test } from '@jest/globals';
import { checkMessageBody } from '#base/model';
import {
  brandAs,
  departmentName,
  type Department,
  type LicensedCase,
  type PlannedMessage,
  type ToldBreach,
} from '#base/contracts';
import { clauseTo, policyWith, routeInput, to } from '../../../../test/support/routing-case.js';
import {
  asCredit,
  grantingBureau as bureau,
  inspection,
  licence,
  penalty,
} from '../../../../test/support/breach-case.js';
import type { SupervisionFacts } from './breach.js';
import type { BreachInput } from './breach-input.js';
import { decideBreach } from './decide-breach.js';
import { readBreach } from './read-breach.js';

const county: Department = { ...bureau, region: brandAs('370811'), uscc: '113708110043410587' };
const policy = {
  ...policyWith([clauseTo('zjj'), clauseTo('scjgj', { item: brandAs('other') })]),
  departments: [bureau, county],
  approvalBureau: () => bureau,
};

const second = licence({ caseNumber: brandAs('370808012600002'), licenceNumber: 'SG-100012' });
const ofOther = licence({
  caseNumber: brandAs('370808012600003'),
  itemCodes: ['C2'],
  licenceNumber: 'QT-20001',
});
const ofCounty = licence({
  caseNumber: brandAs('370811012600004'),
  licenceNumber: null,
  region: '370811',
  departmentUscc: county.uscc,
});

function decide(
  record: SupervisionFacts,
  candidates: readonly LicensedCase[],
  change: Partial<BreachInput> = {},
) {
  const { planDeadline, now, newId } = routeInput({});
  const shared = {
    owner: to('zjj'),
    chosen: null,
    told: [],
    decisions: [],
    linked: null,
    policy,
    planDeadline,
    now,
    newId,
  };
  return decideBreach({ record, breach: readBreach(record), candidates, ...shared, ...change });
}

const remember = (messages: readonly PlannedMessage[]): readonly ToldBreach[] =>
  messages.map((one) => ({
    to: one.to,
    messageId: one.id,
    about: one.about,
    clause: one.clause,
    body: one.body,
  }));

const itemKnown = {
  ...policy,
  findItem: (codes: readonly string[]) =>
    policy.findItem(codes.map((code) => (code.startsWith('01') ? 'C1' : code))),
};

test.each([
  [
    'one licence that the reporter supervises',
    inspection(),
    [licence(), ofOther],
    {},
    'told',
    ['370808012600001'],
  ],
  ['several of them and nothing that names one', inspection(), [licence(), second], {}, 'ambiguous', []],
  [
    'the licence’s number in the penalty, whole',
    penalty(),
    [licence(), second, ofOther],
    {},
    'told',
    ['370808012600001'],
  ],
  [
    'the number of a licence published with the penalty',
    asCredit({ withdrawnLicence: '施工许可证SG-100012' }),
    [licence(), second],
    {},
    'told',
    ['370808012600002'],
  ],
  [
    'a registered supervision item: every licence of it',
    inspection(),
    [licence(), second, ofOther],
    { policy: itemKnown },
    'told',
    ['370808012600001', '370808012600002'],
  ],
  [
    'a registered item the holder has no licence of',
    inspection(),
    [ofOther],
    { policy: itemKnown },
    'nobody',
    [],
  ],
  ['only the name', inspection({ counterpartyId: null }), [licence()], {}, 'ambiguous', []],
  ['a person’s choice', inspection(), [licence(), second], { chosen: [second] }, 'told', ['370808012600002']],
  ['no licence of the holder', inspection(), [], {}, 'nobody', []],
  ['a licence granted after the day', inspection({ checkedOn: '2026-01-18' }), [licence()], {}, 'nobody', []],
  ['a licence that had ended', inspection(), [licence({ validTo: '2026-11-19' })], {}, 'nobody', []],
  ['licences the reporter does not supervise', inspection(), [ofOther], {}, 'nobody', []],
  ['the same, but a licence is withdrawn', penalty({ outcome: null }), [ofOther], {}, 'ambiguous', []],
  ['a penalty that is not decided', penalty({ decidedOn: null }), [licence()], {}, 'waiting', []],
  ['a fine without its amount', penalty({ penaltyKind: 'FINE' }), [licence()], {}, 'waiting', []],
  [
    'an inspection that conforms',
    inspection({ checkResult: 'MOSTLY_CONFORMING' }),
    [licence()],
    {},
    'none',
    [],
  ],
  ['a deleted record nobody heard of', inspection({}, { removed: true }), [licence()], {}, 'none', []],
  ['a penalty published as void', asCredit({ state: 'INVALID' }), [licence()], {}, 'none', []],
] as const)('%s', (_, record, candidates, change, state, cases) => {
  const decision = decide(record, candidates, change);
  expect(decision.state).toBe(state);
  if (state === 'told') expect(decision.cases.map(({ caseNumber }) => caseNumber)).toEqual(cases);
  for (const { kind, body } of decision.messages)
    expect([kind, checkMessageBody(kind, body)]).toMatchObject([kind, { valid: true }]);
  expect(decision.messages.length > 0).toBe(state === 'told');
});

test('each bureau that granted a licence is told once, by the rule of the kind, about its newest case', () => {
  const { messages } = decide(inspection(), [licence(), second, ofCounty], { policy: itemKnown });
  expect(
    messages.map((one) => [departmentName(one.from), departmentName(one.to), one.key, one.receipts]),
  ).toEqual([
    ['370800.zjj', '370800.xzspj', '370808012600001', ['received']],
    ['370800.zjj', '370811.xzspj', '370811012600004', ['received']],
  ]);
  expect(messages[0]?.body).toMatchObject({
    result: 'NOT_CONFORMING',
    licence: { number: 'SG-10001' },
    holder: { id: '91370800MA00000001' },
    cases: [{ caseNumber: '370808012600001' }, { caseNumber: '370808012600002' }],
    record: { kind: 'inspection', number: 'JG-1', change: 'reported' },
  });
});

test('a clause of the reporter for the kind says to whom and within what time', () => {
  const clause = clauseTo('xzspj', {
    id: 'back',
    kind: 'check-result',
    direction: 'supervision-to-approval',
    from: brandAs('zjj'),
    answerWithin: { amount: 3, unit: 'workingDay' },
    receipts: ['received', 'answered'],
  });
  const withClause = {
    ...policy,
    clauses: (kind: string) => (kind === 'check-result' ? [clause] : [clauseTo('zjj')]),
  };
  const { messages } = decide(inspection(), [licence()], { policy: withClause });
  expect(messages).toMatchObject([
    {
      clause: { id: 'back' },
      to: to('xzspj'),
      deadlines: [{ expects: 'received' }, { expects: 'answered' }],
    },
  ]);
});

test('once told, told no more; a correction and a withdrawal supersede; what was taken back may be told anew', () => {
  const first = decide(penalty(), [licence()]);
  const told = remember(first.messages);
  expect(decide({ ...penalty(), revision: 2 }, [licence()], { told }).messages).toEqual([]);
  const corrected = decide(penalty({ facts: '另有违法事实' }), [licence()], { told });
  expect(corrected.messages).toMatchObject([
    { supersedes: told[0]?.messageId, body: { record: { change: 'corrected' } } },
  ]);
  const gone = decide({ ...penalty(), removed: true }, [licence()], { told });
  expect([gone.state, gone.messages]).toMatchObject([
    'withdrawn',
    [{ body: { record: { change: 'withdrawn' } } }],
  ]);
  const back = remember(gone.messages);
  expect(decide({ ...penalty(), removed: true }, [licence()], { told: back }).messages).toEqual([]);
  expect(decide(penalty(), [licence()], { told: back }).messages).toHaveLength(1);
});

test('a licence that is gone because of the penalty takes nothing back; another holder does', () => {
  const told = remember(decide(penalty(), [licence()]).messages);
  expect(decide(penalty(), [], { told })).toMatchObject({ state: 'told', messages: [] });
  expect(decide(penalty({ facts: '更正' }), [], { told }).messages).toHaveLength(1);
  const other = decide(penalty({ counterpartyId: '91370800MA0000000X' }), [], { told });
  expect([other.state, other.messages]).toMatchObject([
    'nobody',
    [{ body: { record: { change: 'withdrawn' } } }],
  ]);
});
