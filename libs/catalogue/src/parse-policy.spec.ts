import { expect, test } from '@jest/globals';
import { brandAs, HubError } from '#base/contracts';
import { parsePolicy } from './parse-policy.js';
import { openSnapshot } from './snapshot.js';
import { parseTimeLimit } from './time-limit.js';
import type { PolicyContent, PolicyDocument } from './policy-content.js';

const documents: Readonly<Record<string, string>> = {
  'bureau.yaml': `
document: department
region: '370800'
department: xzspj
name: 示例行政审批服务局
uscc: 11370800MBH700374B
role: approval
partitions: 3
liaison: 审管互动协调中心`,
  'housing.yaml': `
document: department
region: '370800'
department: zjj
name: 示例住房和城乡建设局
uscc: 11370800MBH7007452
role: supervision
partitions: 3
liaison: 审管衔接联络办公室`,
  'items.yaml': `
document: items
title: 事项
items:
  - { code: one, name: 事项一, codes: { nationalCatalogCode: '000117002011', editorialCode: XK17002011 }, linked: [two] }
  - { code: two, name: 事项二, codes: { localCatalogCode: '370117006000' } }`,
  'transfers.yaml': `
document: transfer-list
region: '370800'
title: 划转清单
publishedOn: 2024-01-08
from: 2019-10-01
items:
  - { item: one, nationalTaskCode: 11370800MBH700374B3000117002011 }
retained:
  - { item: two, reason: 暂不划转 }`,
  'memorandum.yaml': `
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
  claimWithin: 2工作日
  receipts: [received, claimed]
  answerWithin: null
  urgeBefore: 1工作日
  from: 2024-01-01
  to: null
clauses:
  - { item: one, boundary: 职责, answerWithin: 5个工作日 }`,
  'calendar.yaml': `
document: calendar
version: test
publishedFrom: 2026-01-01
publishedUntil: 2026-12-31
regions: []
years:
  '2026': { off: [10-01..10-03], work: [10-10] }`,
};

/** The documents, with some of them changed by a replacement. */
function parseWith(changes: Readonly<Record<string, readonly [string, string]>> = {}): PolicyContent {
  return parsePolicy(
    Object.entries(documents).map(([path, text]): PolicyDocument => {
      const [from, to] = changes[path] ?? ['', ''];
      expect(text).toContain(from);
      return { path, text: text.replace(from, to) };
    }),
  );
}

function refusal(changes: Readonly<Record<string, readonly [string, string]>>): HubError {
  try {
    parseWith(changes);
  } catch (thrown) {
    if (thrown instanceof HubError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

test('an item is known by its own codes and by the task codes of the lists', () => {
  expect(parseWith().items[0]?.aliases).toEqual([
    { system: 'nationalCatalogCode', code: '000117002011' },
    { system: 'editorialCode', code: 'XK17002011' },
    { system: 'nationalTaskCode', code: '11370800MBH700374B3000117002011' },
  ]);
});

test('a clause says what it says, and takes the rest from the terms', () => {
  expect(parseWith().clauses).toEqual([
    {
      id: '370800-zjj-one',
      version: 1,
      memorandum: '370800-zjj',
      region: '370800',
      item: 'one',
      kind: 'license-decision',
      direction: 'approval-to-supervision',
      from: 'xzspj',
      to: { region: '370800', department: 'zjj' },
      targets: [{ region: '370800', department: 'zjj' }],
      profile: ['case', 'item'],
      materials: [],
      claimMode: 'explicit',
      claimWithin: { amount: 2, unit: 'workingDay' },
      receipts: ['received', 'claimed', 'answered'],
      answerWithin: { amount: 5, unit: 'workingDay' },
      urgeBefore: { amount: 1, unit: 'workingDay' },
      ladder: [
        { offset: -1, unit: 'workingDay', action: 'urge', target: 'department', colour: null },
        { offset: 0, unit: 'workingDay', action: 'supervise', target: 'centre', colour: null },
      ],
      support: null,
      validFrom: '2024-01-01',
      validTo: null,
      boundary: '职责',
      note: null,
    },
  ]);
});

test('a clause with several targets is read once for each, and is one clause version', () => {
  const content = parseWith({
    'memorandum.yaml': ['boundary: 职责', 'boundary: 职责, targets: [zjj, 370800.xzspj]'],
  });
  const snapshot = openSnapshot({ version: 'test', ...content, retired: [] });
  const [clause] = content.clauses;
  const told = snapshot.clauses(
    'license-decision',
    clause?.region ?? brandAs(''),
    clause?.item ?? brandAs(''),
    '2026-11-20',
  );
  expect(told.map(({ id, version, to }) => `${id} ${version} ${to.department}`)).toEqual([
    '370800-zjj-one 1 zjj',
    '370800-zjj-one 1 xzspj',
  ]);
});

test('a listed item that stays with its department is known, with the reason, and not transferred', () => {
  const { transfers, retained } = parseWith();
  expect(transfers.map((transfer) => transfer.item)).toEqual(['one']);
  expect(retained).toEqual([
    { region: '370800', item: 'two', because: 'other', reason: '暂不划转', codes: {} },
  ]);
});

test('runs of days are written out', () => {
  expect(parseWith().calendar.years).toEqual([
    { year: 2026, off: ['2026-10-01', '2026-10-02', '2026-10-03'], work: ['2026-10-10'] },
  ]);
});

test.each([
  ['2工作日', { amount: 2, unit: 'workingDay' }],
  ['10 个工作日', { amount: 10, unit: 'workingDay' }],
  ['3自然日', { amount: 3, unit: 'naturalDay' }],
  ['4小时', { amount: 4, unit: 'hour' }],
  ['30分钟', { amount: 30, unit: 'minute' }],
  ['两天', null],
  ['2天', null],
  ['-2工作日', null],
])('a time limit written %s is read as %o', (text, limit) => {
  expect(parseTimeLimit(text)).toEqual(limit);
});

const strangeItem = [
  'liaison: 审管',
  'liaisons: [{ items: [three], liaison: 某科 }]\nliaison: 审管',
] as const;
const strangeCentre = [
  'regions: []',
  "regions: [{ region: '370800', departments: [abc], off: [], work: [] }]",
] as const;

test.each<[string, string, readonly [string, string], RegExp]>([
  ['an unknown key', 'memorandum.yaml', ['signedOn', 'signdOn'], /memorandum\.yaml.*signdOn/],
  ['a limit that is none', 'memorandum.yaml', ['2工作日', '2天'], /terms\.claimWithin.*应为时限/],
  ['a limit of zero', 'memorandum.yaml', ['2工作日', '0工作日'], /terms\.claimWithin.*大于零/],
  ['a part no body has', 'memorandum.yaml', ['[case, item]', '[case, salary]'], /terms\.profile\.1/],
  ['a day that does not exist', 'transfers.yaml', ['2024-01-08', '2024-02-30'], /publishedOn.*应为日期/],
  ['a region written as a number', 'bureau.yaml', ["'370800'", '370800'], /region/],
  [
    'YAML that is none',
    'items.yaml',
    ['title: 事项', 'title: [事项'],
    /items\.yaml:4:1 不正确：不是有效的 YAML/,
  ],
  [
    'a key written twice',
    'items.yaml',
    ['title: 事项', 'title: 一\ntitle: 二'],
    /items\.yaml:4:1 不正确：.*同一个键写了两次/,
  ],
  ['a wrong check digit', 'housing.yaml', ['7007452', '7007453'], /370800\.zjj|校验未通过/],
  ['two approval bureaus in a region', 'housing.yaml', ['supervision', 'approval'], /370800 重复出现/],
  ['one code for two items', 'items.yaml', ["'370117006000'", "'000117002011'"], /同时属于事项 one 和 two/],
  ['a link to nothing', 'items.yaml', ['[two]', '[three]'], /关联事项 three 不在目录内/],
  ['a list with an unknown item', 'transfers.yaml', ['item: one', 'item: three'], /three 不在目录内/],
  ['an item handed over and kept', 'transfers.yaml', ['item: two', 'item: one'], /370800 one 重复出现/],
  [
    'a clause to an unknown department',
    'memorandum.yaml',
    ['department: zjj', 'department: xyz'],
    /370800\.xyz 没有登记/,
  ],
  ['a liaison of an unknown item', 'housing.yaml', strangeItem, /联络员所管事项 three 不在目录内/],
  ['a clause about an unknown item', 'memorandum.yaml', ['item: one', 'item: three'], /three 不在目录内/],
  ['a clause that ends before it begins', 'memorandum.yaml', ['to: null', 'to: 2023-01-01'], /止期早于起期/],
  [
    'a clause that expects no receipt',
    'memorandum.yaml',
    ['[received, claimed]', '[returned]'],
    /既不要求签收/,
  ],
  ['a year missing', 'calendar.yaml', ['publishedFrom: 2026', 'publishedFrom: 2025'], /缺少 2025 年/],
  ['a service centre nobody sits in', 'calendar.yaml', strangeCentre, /进驻部门 370800\.abc 没有登记/],
  ['a calendar day that does not exist', 'calendar.yaml', ['[10-10]', '[02-30]'], /2026-02-30/],
])('%s is refused with file or subject, place and what to do', (_title, path, change, expected) => {
  const fault = refusal({ [path]: change });
  expect(fault.code).toBe('HUB_POLICY_INVALID');
  expect(fault.sentence).toMatch(expected);
});

test('two clauses that say the same thing at the same time are refused, one after the other is fine', () => {
  const twin = (from: string): readonly [string, string] => [
    '- { item: one,',
    `- { id: twin, item: one, boundary: 职责, from: ${from} }\n  - { to: 2024-12-31, item: one,`,
  ];
  expect(refusal({ 'memorandum.yaml': twin('2024-06-01') }).sentence).toMatch(/同一时期/);
  expect(parseWith({ 'memorandum.yaml': twin('2025-01-01') }).clauses).toHaveLength(2);
});

test('a policy has one calendar', () => {
  const all = Object.entries(documents).map(([path, text]) => ({ path, text }));
  expect(() => parsePolicy(all.filter(({ path }) => path !== 'calendar.yaml'))).toThrow(/现有 0 份/);
});
