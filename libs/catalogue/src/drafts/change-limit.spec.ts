import { expect, test } from '@jest/globals';
import { HubError, type LadderStep } from '#base/contracts';
import { parsePolicy } from '../parse-policy.js';
import { parseTimeLimit } from '../time-limit.js';
import { carryStep } from './carry-ladder.js';
import { changeLimit, type ChangedLimit, type LimitWish } from './change-limit.js';
import { overlay } from './document-identity.js';

const department = (code: string, role: string, uscc: string): string => `
document: department
region: '370800'
department: ${code}
name: ${code}
uscc: ${uscc}
role: ${role}
partitions: 3
liaison: 办公室`;
const memorandum = `
# 备忘录的注释
document: memorandum
id: 370800-zjj
title: 备忘录
region: '370800'
approval: xzspj
supervision: { region: '370800', department: zjj }
signedOn: 2023-12-20
terms:
  kind: license-decision
  profile: [case, item]
  claimMode: explicit
  claimWithin: 5工作日
  receipts: [received, claimed]
  answerWithin: null
  urgeBefore: 1工作日
  from: 2024-01-01
  to: null
clauses:
  # 燃气
  - { item: one, boundary: 职责 }
  - item: two
    boundary: 职责
    answerWithin: 20工作日
    ladder:
      - { before: 4工作日, action: remind, target: liaison }
      - { before: 1工作日, action: urge, target: department, colour: yellow }
      - { action: supervise, target: centre }
      - { after: 3工作日, action: supervise, target: leader, colour: red }
  - { item: three, boundary: 职责, from: 2024-01-01, to: 2025-12-31 }`;
const documents = [
  { path: 'bureau.yaml', text: department('xzspj', 'approval', '11370800MBH700374B') },
  { path: 'housing.yaml', text: department('zjj', 'supervision', '11370800MBH7007452') },
  {
    path: 'items.yaml',
    text: `{ document: items, title: 事项, items: [{ code: one, name: 一, codes: {} }, { code: two, name: 二, codes: {} }, { code: three, name: 三, codes: {} }] }`,
  },
  { path: 'memorandum.yaml', text: memorandum },
  {
    path: 'calendar.yaml',
    text: `{ document: calendar, version: t, publishedFrom: 2026-01-01, publishedUntil: 2026-12-31, regions: [], years: { '2026': { off: [], work: [] } } }`,
  },
];
const held = { documents, content: parsePolicy(documents) };
const limit = (text: string): LimitWish['claim'] => parseTimeLimit(text);

function change(wish: Partial<LimitWish>): ChangedLimit {
  const plain = { clause: '370800-zjj-one', claim: null, answer: null, only: null, ladder: 'keep' } as const;
  return changeLimit(held, { ...plain, from: '2026-03-02', ...wish });
}

function refusal(wish: Partial<LimitWish>): string {
  try {
    change(wish);
  } catch (thrown) {
    if (thrown instanceof HubError) return thrown.sentence;
  }
  return '';
}

test('the old version ends the day before, the next one says the new limit, and nothing else of the paper changes', () => {
  const { document, version, rows } = change({ only: limit('3工作日') });
  const clauses = parsePolicy(overlay(documents, [document])).clauses.filter(
    ({ id }) => id === '370800-zjj-one',
  );
  const [before, after] = clauses;
  expect(before).toEqual({ ...held.content.clauses[0], validTo: '2026-03-01' });
  expect(after).toEqual({
    ...held.content.clauses[0],
    version: 2,
    claimWithin: { amount: 3, unit: 'workingDay' },
    validFrom: '2026-03-02',
    validTo: null,
  });
  expect(version).toBe(2);
  expect(document.text).toContain('# 备忘录的注释');
  expect(rows).toEqual([
    { what: '认领时限', before: '5工作日', after: '3工作日' },
    { what: '阶梯：催办 → 责任部门', before: '到期前 1工作日', after: '到期前 1工作日' },
    { what: '阶梯：督办 → 审批中心', before: '到期时', after: '到期时' },
  ]);
});

test('steps before the due time keep their distance as long as they lie after the start, steps after it stay', () => {
  const { rows, document } = change({ clause: '370800-zjj-two', claim: limit('3工作日') });
  expect(rows.slice(1).map(({ before, after }) => `${before} → ${after}`)).toEqual([
    '到期前 4工作日 → 到期前 2工作日',
    '到期前 1工作日 → 到期前 1工作日',
    '到期时 → 到期时',
    '到期后 3工作日 → 到期后 3工作日',
  ]);
  const next = parsePolicy(overlay(documents, [document])).clauses.find(
    (each) => each.id === '370800-zjj-two' && each.version === 2,
  );
  expect(next?.ladder.map(({ offset }) => offset)).toEqual([-2, -1, 0, 3]);
  expect(next?.answerWithin).toEqual({ amount: 20, unit: 'workingDay' });
});

test('in proportion, a step keeps its share of the limit', () => {
  const { rows } = change({ clause: '370800-zjj-two', claim: limit('10工作日'), ladder: 'scale' });
  expect(rows.slice(1, 3).map(({ after }) => after)).toEqual(['到期前 8工作日', '到期前 2工作日']);
});

const step: LadderStep = {
  offset: -1,
  unit: 'workingDay',
  action: 'urge',
  target: 'department',
  colour: null,
};
test.each([
  ['a limit of one day leaves no day before it', '1工作日', step, 0, 'workingDay'],
  [
    'natural days stay where they fit',
    '5自然日',
    { ...step, unit: 'naturalDay', offset: -2 },
    -2,
    'naturalDay',
  ],
  ['days become hours where the limit is in hours', '8小时', step, -7, 'hour'],
  ['hours before a limit in days stay', '1工作日', { ...step, unit: 'hour', offset: -4 }, -4, 'hour'],
  ['minutes', '30分钟', { ...step, unit: 'hour', offset: -1 }, -29, 'minute'],
] as const)('%s', (_, text, given, offset, unit) => {
  const shortest = parseTimeLimit(text) ?? { amount: 0, unit: 'hour' };
  expect(carryStep(given, { changes: [], shortest, rule: 'keep' })).toMatchObject({ offset, unit });
});

test.each([
  [
    'an unknown clause names its neighbours',
    { clause: '370800-zjj-tw', only: limit('1工作日') },
    /相近的有：370800-zjj-two/,
  ],
  [
    'two limits and no word which',
    { clause: '370800-zjj-two', only: limit('1工作日') },
    /认领 5工作日、反馈 20工作日；请改用 --claim 或 --answer/,
  ],
  ['no answer is asked for', { answer: limit('9工作日') }, /不要求反馈.*--claim/],
  ['the limit is so already', { claim: limit('5工作日') }, /已经是这样/],
  ['the clause has ended', { clause: '370800-zjj-three', claim: limit('1工作日') }, /到 2025-12-31 为止/],
  [
    'a day before the clause begins',
    { claim: limit('1工作日'), from: '2024-01-01' },
    /--from 写在 2024-01-01 之后/,
  ],
  [
    'uneven shares',
    {
      clause: '370800-zjj-two',
      claim: limit('1工作日'),
      answer: limit('10工作日'),
      ladder: 'scale' as const,
    },
    /一次改一项/,
  ],
])('refused with the one thing to change: %s', (_, wish, sentence) => {
  expect(refusal(wish)).toMatch(sentence);
});
