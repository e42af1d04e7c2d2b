import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parsePolicy } from '../parse-policy.js';
import { checkLists } from './check-lists.js';
import type { ListFinding, PublishedList } from './list-finding.js';
import { provinceContent } from '../../../../test/support/province.js';

const root = fileURLToPath(new URL('../../../../../config/', import.meta.url));
const sample = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
}).map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));

function found(
  change: Readonly<Record<string, readonly [string, string]>> = {},
  published: readonly PublishedList[] = [],
  today = '2026-11-25',
): readonly string[] {
  const documents = sample.map(({ path, text }) => {
    const [from, to] = change[path] ?? ['', ''];
    expect(text).toContain(from);
    return { path, text: text.replace(from, to) };
  });
  return checkLists({ content: parsePolicy(documents), published, today }).map(told);
}

function told({ check, weight, region, item }: ListFinding): string {
  return `${weight === 'note' ? '(note) ' : ''}${region} ${check} ${item ?? 'list'}`;
}

const before = found();

test('the sample has the findings that were left in it, and no others', () => {
  expect(before).toEqual([
    '370800 boundary-missing metrology-standard',
    '370800 not-transferred fireworks-wholesale',
    '370800 own-choice metrology-standard',
    '(note) 370800 own-choice taxi-operation',
    '370800 regions-disagree construction-waste-disposal',
    '370800 regions-disagree food-production',
    '370800 regions-disagree maternal-care',
    '370811 filing-overdue list',
    '370811 not-transferred maternal-care',
    '370811 two-bureaus food-production',
    '370881 filing-overdue list',
    '370881 linked-left-behind green-land-use',
    '370881 not-transferred construction-waste-disposal',
    '370881 not-transferred green-land-use',
  ]);
});

const city = 'policy/transfers/370800.yaml';
const county = 'policy/transfers/370881.yaml';

test.each<[string, Readonly<Record<string, readonly [string, string]>>, string]>([
  [
    'an item that leaves the list',
    { [city]: ['- item: drainage-permit', '- item: drainage-permit\n    to: 2026-01-31'] },
    '370800 not-transferred drainage-permit',
  ],
  [
    'an item that comes back later leaves a gap',
    {
      [city]: [
        '- item: drainage-permit',
        '- item: drainage-permit\n    to: 2025-12-31\n  - item: drainage-permit\n    from: 2026-02-01',
      ],
    },
    '370800 dated-gap drainage-permit',
  ],
  [
    'a clause that comes back later leaves a gap',
    { 'policy/memoranda/370800-zjj.yaml': ['to: 2023-12-31', 'to: 2023-11-30'] },
    '370800 dated-gap construction-permit',
  ],
  [
    'a list without a day of publication',
    { [county]: ['publishedOn: 2024-01-08', 'publishedOn: null'] },
    '370881 unpublished-change list',
  ],
  [
    'a task code of another body',
    { [county]: ['11370881MBH704076P4000117002011', '11370800MBH700374B3000117002011'] },
    '370881 two-bureaus construction-permit',
  ],
  [
    'a clause to a department the boundary does not name',
    {
      'policy/boundaries/370800.yaml': [
        'supervises: [zjj]\n    enforces: [zjj]',
        'supervises: [sthjj]\n    enforces: [sthjj]',
      ],
    },
    '370800 boundary-disagrees construction-permit',
  ],
])('%s is found', (_title, change, expected) => {
  expect(before).not.toContain(expected);
  expect(found(change)).toContain(expected);
});

test('a list whose entries changed under one publication is found; a filing is due ten days after it', () => {
  const list = {
    kind: 'transfer-list',
    region: '370800',
    version: '2024',
    publishedOn: '2024-01-08',
  } as const;
  expect(found({}, [{ ...list, changed: true }])).toContain('370800 unpublished-change list');
  expect(found({}, [], '2024-01-18')).not.toContain('370881 filing-overdue list');
  expect(found({}, [], '2024-01-19')).toContain('370881 filing-overdue list');
});

test('a province of 16 cities with 800 items each is checked, and says how long it took', () => {
  const content = provinceContent(16, 800);
  const started = performance.now();
  const findings = checkLists({ content, published: [], today: '2026-11-25' });
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  process.stdout.write(`16 cities × 800 items, ${findings.length} findings: ${seconds} s\n`);
  expect(findings).toHaveLength(16 * 8);
});
