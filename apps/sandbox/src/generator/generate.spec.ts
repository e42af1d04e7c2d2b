import { brandAs, type Clause, type Department, type Item } from '#base/contracts';
import { idNumberValid, organisationCodeValid, usccValid } from '#base/model';
import { expect, test } from '@jest/globals';
import { frontTables } from '../tables/index.js';
import {
  approvalSystem,
  generateSample,
  housingSystem,
  rowCount,
  type Sample,
  type SamplePolicy,
} from './index.js';
import { storiesOf } from './stories.js';

const asOf = new Date('2026-11-23T02:00:00Z');

function department(region: string, code: string, role: Department['role']): Department {
  const name = `样例${region}${code}`;
  const uscc = '11370800MB28559184';
  return { region: brandAs(region), department: brandAs(code), name, uscc, role, partitions: 3 };
}

function item(code: string): Item {
  const aliases = [{ system: 'localCatalogCode' as const, code: `37-${code}` }];
  return { code: brandAs(code), name: `样例${code}许可证核发`, aliases, linked: [] };
}

function clause(code: string, to: string, validTo: string | null): Clause {
  return {
    id: `${code}-${to}`,
    version: 1,
    memorandum: 'M',
    region: brandAs('370800'),
    item: brandAs(code),
    kind: 'license-decision',
    from: brandAs('xzspj'),
    direction: 'approval-to-supervision',
    to: { region: brandAs('370800'), department: brandAs(to) },
    targets: [{ region: brandAs('370800'), department: brandAs(to) }],
    materials: [],
    ladder: [],
    support: null,
    profile: [],
    claimMode: 'explicit',
    claimWithin: { amount: 2, unit: 'workingDay' },
    receipts: ['received'],
    answerWithin: null,
    urgeBefore: { amount: 1, unit: 'workingDay' },
    validFrom: '2020-01-01',
    validTo,
  };
}

const moved = ['housing', 'food', 'shared', 'silent', 'expired'];
const policy: SamplePolicy = {
  departments: [department('370800', 'xzspj', 'approval'), department('370800', 'zjj', 'supervision')],
  items: [...moved, 'kept'].map(item),
  transfers: moved.map((code) => ({
    region: brandAs('370800'),
    item: brandAs(code),
    validFrom: '2020-01-01',
    validTo: null,
  })),
  clauses: [
    clause('housing', 'zjj', null),
    clause('food', 'scjgj', null),
    clause('shared', 'zjj', null),
    clause('shared', 'sthjj', null),
    clause('expired', 'scjgj', '2021-12-31'),
  ],
};

const approval = generateSample(approvalSystem, { seed: 's', count: 200, policy, asOf });
const housing = generateSample(housingSystem, { seed: 's', count: 100, policy, asOf });

function columnOf(sample: Sample, stream: string, column: string): string[] {
  return sample.rows
    .filter((row) => row.stream === stream)
    .flatMap((row) => (typeof row.cells[column] === 'string' ? [row.cells[column]] : []));
}

test('the same seed gives the same rows and truth, another seed other rows', () => {
  const again = generateSample(approvalSystem, { seed: 's', count: 200, policy, asOf });
  const other = generateSample(approvalSystem, { seed: 't', count: 200, policy, asOf });
  expect(again).toEqual(approval);
  expect(other.rows).not.toEqual(approval.rows);
});

test('every identifier has a valid check digit, except the known number of wrong ones', () => {
  for (const [sample, hundreds] of [
    [approval, 2],
    [housing, 1],
  ] as const) {
    const ids = columnOf(sample, 'application', 'APPLY_CARDTYPENUMBER');
    expect(ids.filter((id) => !usccValid(id) && !idNumberValid(id))).toHaveLength(hundreds);
    expect(
      columnOf(sample, 'application', 'CONTACTMAN_CARDNUMBER').filter((id) => !idNumberValid(id)),
    ).toEqual([]);
    const bureaus = columnOf(sample, 'acceptance', 'ACCEPTDEPTID');
    expect(bureaus.filter((code) => !usccValid(code))).toHaveLength(hundreds);
    const companies = ids
      .filter((id) => id.startsWith('91') && usccValid(id))
      .map((code) => code.slice(8, 17));
    expect(companies.filter((code) => !organisationCodeValid(code))).toEqual([]);
  }
});

test('the shares of an edition add up to a hundred, so a hundred cases hold every story as often', () => {
  expect(storiesOf('A')).toHaveLength(100);
  expect(storiesOf('B')).toHaveLength(100);
  expect(approval.totals.stories['granted']).toBe(98);
  expect(housing.totals.stories['granted']).toBe(54);
});

test('truth adds up: every case has one outcome, every granted one is owed, owed to nobody, waiting or unknown', () => {
  for (const { totals, cases } of [approval, housing]) {
    expect(Object.values(totals.outcomes).reduce((sum, count) => sum + count, 0)).toBe(totals.cases);
    const owed = cases.filter(({ owedTo }) => owedTo.length > 0).length;
    expect(owed + totals.nobody + totals.waiting + totals.itemUnknown).toBe(totals.outcomes['GRANTED']);
    expect(totals.retracted).not.toEqual({});
  }
  expect(approval.totals.parked).toMatchObject({ HUB_CODE_UNKNOWN: 2, HUB_FIELD_MISSING: 2 });
  expect(Object.values(approval.totals.parked).reduce((sum, count) => sum + count, 0)).toBe(10);
  expect(housing.totals.parked['HUB_DATE_INVALID']).toBe(1);
});

test('the housing system carries only what the housing bureau supervises, an item of two supervisors is told to both', () => {
  expect(Object.keys(housing.totals.told)).toEqual(['370800.sthjj', '370800.zjj']);
  const shared = housing.cases.find(({ story }) => story === 'grantedForTwo');
  expect(shared?.owedTo.map((ref) => ref.department)).toEqual(['zjj', 'sthjj']);
});

test('rows fit their tables: every cell has a column, every key is there once, MAKETIME lies within two days', () => {
  for (const { system, rows, totals } of [approval, housing]) {
    const tables = frontTables(system.edition);
    const keys = new Set<string>();
    for (const row of rows) {
      const table = tables[row.stream];
      const names = table.columns.map(({ name }) => name);
      expect(Object.keys(row.cells).filter((name) => !names.includes(name))).toEqual([]);
      keys.add(`${row.stream}/${table.key.map((name) => String(row.cells[name])).join('/')}`);
      const age = asOf.getTime() - row.writtenAt.getTime();
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThanOrEqual(2 * 86_400_000);
    }
    expect(keys.size).toBe(rows.length);
    expect(rows).toHaveLength(rowCount(totals));
  }
});
