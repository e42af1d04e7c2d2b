import type { CaseFacts } from '#base/contracts';
import { expect, test } from '@jest/globals';
import {
  clauseTo,
  firstTold,
  policyWith,
  remember,
  routeInput,
  messagesOf,
  to,
  withResult,
} from '../../../test/support/routing-case.js';
import { decideRoutes } from './decide-routes.js';
import { explainRoutes } from './explain-routes.js';
import type { RouteInput, ToldMessage } from './route-decision.js';

const supervised = (department: string) => ({
  ...policyWith([clauseTo('zjj'), clauseTo('scjgj', { validTo: '2025-12-31' })]),
  boundary: () => ({
    region: to(department).region,
    item: clauseTo('zjj').item,
    approves: to('xzspj'),
    supervises: [to(department)],
    enforces: [to(department)],
    standards: to(department),
    commitment: null,
    duties: '',
    validFrom: '2020-01-01',
    validTo: null,
  }),
});
const policy = supervised('sthjj');

function answers(
  facts: Partial<CaseFacts>,
  told: readonly ToldMessage[] = [],
  quiet: string | null = null,
  under: RouteInput['policy'] = policy,
): readonly string[] {
  return explainRoutes({ ...routeInput(facts, told, under), withheld: [], quiet }).map(
    ({ department, reason, sentence }) => `${department?.department ?? 'all'} ${reason}: ${sentence}`,
  );
}

test('each department has its sentence: told under a clause version, out of force, or without a clause', () => {
  expect(answers({}, firstTold(policy))).toEqual([
    'zjj told: 已告知：依据条款 m-zjj 第 1 版（自 2024-01-01 起有效），最近一次为许可决定。',
    'scjgj not-in-force: 未告知：条款 m-scjgj 第 1 版2024-01-01 至 2025-12-31 有效，决定日 2026-11-20 不在其内。',
    expect.stringMatching(/^sthjj no-clause: 未告知：职责边界清单列其监管/),
  ]);
});

test.each<[string, Partial<CaseFacts>, string | null, RegExp]>([
  ['an incomplete case says what is missing', { region: null }, null, /^all incomplete: .*尚缺行政区划/],
  ['a refused case is no licence', { result: 'REFUSED' }, null, /^all not-granted: .*不是准予许可/],
  ['an open case has no result', { result: null }, null, /^all not-granted: .*尚无办结结果/],
  ['an unknown item is named', { itemCodes: ['X'] }, null, /^all item-unknown: .*X 不在事项目录内/],
  ['an item that is not transferred', { itemCodes: ['C2'] }, null, /^all not-transferred: .*未划转/],
  ['a quiet case gives its reason', {}, '按首次装载规定不告知。', /^zjj quiet: .*按首次装载规定不告知/],
  ['a case about to be told', {}, null, /^zjj owed: 尚未告知：条款 m-zjj 第 1 版要求告知/],
])('%s', (_title, facts, quiet, expected) => {
  expect(answers(facts, [], quiet)[0]).toMatch(expected);
});

test('whoever was told keeps the clause version of then, and hears of the withdrawal', () => {
  const told = firstTold(policyWith([clauseTo('zjj')]));
  const successor = policyWith([clauseTo('zjj', { version: 2, validFrom: '2027-01-01' })], [clauseTo('zjj')]);
  expect(answers({}, told, null, successor)[0]).toMatch(/^zjj told: .*m-zjj 第 1 版/);
  const voided = remember(messagesOf(decideRoutes(routeInput({ result: 'VOIDED' }, told, successor))));
  expect(answers({ result: 'VOIDED' }, [...told, ...voided], null, successor)).toEqual([
    expect.stringMatching(/^zjj withdrawn: .*最近一次为许可作废/),
  ]);
});

test.each<[string, Partial<CaseFacts>, string | null, RegExp]>([
  [
    'a withdrawal on its way',
    { result: 'VOIDED', removed: true },
    null,
    /^zjj owed: 此后的许可作废尚未告知：待归一/,
  ],
  [
    'one that a backfill found',
    { result: 'VOIDED', removed: true },
    '回补不告知。',
    /^zjj quiet: 此后的许可作废尚未告知：回补不告知/,
  ],
  ['a correction', withResult({ approvalNumber: 'x-9' }), null, /^zjj owed: 此后的许可更正尚未告知/],
])(
  'who was told one thing and not yet what came after it is named with both: %s',
  (_, facts, quiet, expected) => {
    const told = firstTold(policyWith([clauseTo('zjj')]));
    const said = answers(facts, told, quiet, policyWith([clauseTo('zjj')]));
    expect(said).toEqual([
      expect.stringMatching(/^zjj told: .*最近一次为许可决定/),
      expect.stringMatching(expected),
    ]);
  },
);

test('explanation and decision agree: exactly those are told whom the decision tells', () => {
  for (const facts of [{}, { result: 'REFUSED' as const }, { region: null }, { itemCodes: ['C2'] }]) {
    const decided = messagesOf(decideRoutes(routeInput(facts, [], policy))).map(
      (message) => message.to.department,
    );
    const owed = explainRoutes({ ...routeInput(facts, [], policy), withheld: [], quiet: null })
      .filter(({ reason }) => reason === 'owed')
      .map(({ department }) => department?.department);
    expect(owed).toEqual(decided);
  }
});
