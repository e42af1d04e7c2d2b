import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { brandAs, type DepartmentCode, type ItemCode, type RegionCode } from '#base/contracts';
import { parsePolicy } from './parse-policy.js';
import { openSnapshot } from './snapshot.js';

const root = fileURLToPath(new URL('../../../../config/', import.meta.url));
const paths = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
});
const content = parsePolicy(paths.map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') })));
const snapshot = openSnapshot({ version: 'sample', ...content, retired: [] });
const region = (code: string): RegionCode => brandAs<RegionCode>(code);
const told = (code: string, item: string, date: string): string[] =>
  snapshot
    .clauses('license-decision', region(code), brandAs<ItemCode>(item), date)
    .map((clause) => `${clause.to.region}.${clause.to.department} v${clause.version}`);

test('the city has at least forty transferred items and the counties a part of them', () => {
  const count = (code: string): number => content.transfers.filter((entry) => entry.region === code).length;
  expect(count('370800')).toBeGreaterThanOrEqual(40);
  expect(count('370811')).toBeGreaterThan(0);
  expect(count('370881')).toBeGreaterThan(0);
});

test('task codes are the owner, the level and the catalogue code; catalogue codes have twelve digits', () => {
  const owners = new Set(content.departments.map((department) => department.uscc));
  for (const { aliases } of content.items)
    for (const { system, code } of aliases) {
      if (system.endsWith('CatalogCode')) expect(code).toMatch(/^(00|37)01\d{8}$/);
      if (system === 'editorialCode') expect(code).toMatch(/^XK\d{8}$/);
      if (!system.endsWith('TaskCode')) continue;
      expect(code).toMatch(/^[0-9A-Z]{18}[34]\d{12}$/);
      expect(owners).toContain(code.slice(0, 18));
      expect(aliases.map((alias) => alias.code)).toContain(code.slice(19));
    }
});

test('an item is found by any of its codes, in the order they are asked in', () => {
  expect(snapshot.findItem(['', 'XK17002011'])?.code).toBe('construction-permit');
  expect(snapshot.findItem(['370131002001', '000117002011'])?.code).toBe('food-operation');
  expect(snapshot.findItem(['000199999999'])).toBeNull();
});

test('an item may have its own liaison; the others fall back on that of the department', () => {
  const housing = { region: region('370800'), department: brandAs<DepartmentCode>('zjj') };
  expect(snapshot.contact(housing, brandAs<ItemCode>('drainage-permit'))).toEqual({
    liaison: '市政公用科联络岗',
    leader: '分管副局长（工程建设）',
  });
  const fallback = { liaison: '审管衔接联络办公室' };
  expect(snapshot.contact(housing, brandAs<ItemCode>('gas-operation'))).toMatchObject(fallback);
  expect(snapshot.contact(housing, null)).toMatchObject(fallback);
  expect(snapshot.contact({ ...housing, department: brandAs('nobody') }, null)).toEqual({
    liaison: null,
    leader: null,
  });
});

test('there is an item with two supervisors', () => {
  expect(told('370800', 'construction-waste-disposal', '2026-11-20').sort()).toEqual([
    '370800.sthjj v1',
    '370800.zjj v1',
  ]);
});

test('there is an item that is known and not transferred, and one transferred without a memorandum', () => {
  const at = '2026-11-20';
  const transferred = (item: string): boolean =>
    snapshot.transferred(region('370800'), brandAs<ItemCode>(item), at);
  expect([transferred('fireworks-wholesale'), transferred('metrology-standard')]).toEqual([false, true]);
  expect(told('370800', 'metrology-standard', at)).toEqual([]);
  expect(snapshot.findItem(['000125006001'])?.code).toBe('fireworks-wholesale');
});

test('clauses are in force by date: one has ended, one has not begun, one was replaced', () => {
  expect(told('370800', 'housing-presale', '2025-12-31')).toEqual(['370800.zjj v1']);
  expect(told('370800', 'housing-presale', '2026-01-01')).toEqual([]);
  expect(told('370800', 'river-outfall', '2026-11-20')).toEqual([]);
  expect(told('370800', 'river-outfall', '2028-01-01')).toEqual(['370800.sthjj v1']);
  expect(told('370800', 'construction-permit', '2023-12-31')).toEqual(['370800.zjj v1']);
  expect(told('370800', 'construction-permit', '2024-01-01')).toEqual(['370800.zjj v2']);
});

test('every version of a clause can be looked up, in force or not', () => {
  expect(snapshot.clause('370800-zjj-construction-permit', 1)?.claimWithin.amount).toBe(5);
  expect(snapshot.clause('370800-zjj-construction-permit', 9)).toBeNull();
});

test('only the clauses marked as a demonstration run in minutes, all others in working days', () => {
  for (const clause of content.clauses) {
    const demo = clause.to.department === 'jtysj';
    expect(clause.note === '演示用短时限').toBe(demo);
    expect(clause.claimWithin.unit).toBe(demo ? 'minute' : 'workingDay');
  }
});

test('both claim modes occur, some clauses want an answer, and counties have their own supervisors', () => {
  expect(new Set(content.clauses.map((clause) => clause.claimMode))).toEqual(
    new Set(['explicit', 'onDelivery']),
  );
  expect(content.clauses.some((clause) => clause.answerWithin !== null)).toBe(true);
  expect(told('370811', 'food-operation', '2026-11-20')).toEqual(['370811.scjgj v1']);
  expect(told('370881', 'public-place-sanitation', '2026-11-20')).toEqual(['370881.wsjkw v1']);
  expect(snapshot.approvalBureau(region('370881'))?.name).toBe('曲阜市行政审批服务局');
});

test('the boundary list says who approves, supervises and enforces on a day, and what holds for commitments', () => {
  const boundary = snapshot.boundary(
    region('370800'),
    brandAs<ItemCode>('construction-waste-disposal'),
    '2026-11-20',
  );
  expect(boundary?.supervises.map(({ department }) => department)).toEqual(['sthjj', 'zjj']);
  expect(boundary?.approves.department).toBe('xzspj');
  expect(
    snapshot.boundary(region('370811'), brandAs<ItemCode>('drainage-permit'), '2026-11-20')?.commitment,
  ).toContain('告知承诺');
  expect(
    snapshot.boundary(region('370800'), brandAs<ItemCode>('metrology-standard'), '2026-11-20'),
  ).toBeNull();
});

test('a clause of feedback goes from the department to the bureau, with its own ladder in the order of time', () => {
  const clause = snapshot.clause('370800-zjj-construction-permit-check-result', 1);
  expect([clause?.from, clause?.to.department, clause?.direction]).toEqual([
    'zjj',
    'xzspj',
    'supervision-to-approval',
  ]);
  expect(
    clause?.ladder.map(({ offset, action, target, colour }) => [offset, action, target, colour]),
  ).toEqual([
    [-4, 'remind', 'liaison', null],
    [0, 'urge', 'department', null],
    [3, 'supervise', 'centre', 'yellow'],
    [5, 'supervise', 'leader', 'red'],
  ]);
});
