import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { brandAs, type FieldDefinition, type FieldValue, type MapOutcome } from '#base/contracts';
import { findCodeSet, kindDefinition, regionName } from '#base/model';
import { compileStandards, type StandardEntry } from './standards.js';

const root = new URL('../../../../config/standards/', import.meta.url);
const { entries } = compileStandards(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') })),
);

const garbage: readonly unknown[] = [
  null,
  '',
  '无',
  '0',
  '9',
  -1,
  1.5,
  1e308,
  true,
  { nested: 1 },
  ['list'],
  '\u0000\u0000x',
  '\uD800',
  '𠮷'.repeat(5000),
  'x'.repeat(5000),
  '2024-02-30',
  '2024-01-05T10:20:30+99:99',
  '9999-12-31 23:59:59',
  '1704421230000',
  '99999',
  '370811',
  '370882',
  '11370800MB28559184',
  '11010519491231002X',
  '1,2:3,:,4:',
  "'; drop table x; --",
  '99999999999999999999',
  '－１',
];

/** A repeatable sequence of numbers from 0 to n − 1 (mulberry32). */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

function mapRow(entry: StandardEntry, row: object): MapOutcome {
  const { standard, generation, kind } = entry.mapper;
  return entry.mapper.map({
    source: brandAs('370800.xzspj.front'),
    stream: brandAs(kind),
    standard,
    generation,
    caseNumber: brandAs('P1'),
    hash: 'h',
    readAt: '2026-03-01T00:00:00Z',
    operation: 'put',
    body: JSON.stringify(row),
    position: { topic: 'raw', partition: 0, offset: 0n },
  });
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
const fits: Readonly<Record<string, (value: NonNullable<FieldValue>, field: FieldDefinition) => boolean>> = {
  text: (value, { type }) =>
    typeof value === 'string' &&
    type.type === 'text' &&
    Array.from(value).length <= (type.length ?? Infinity),
  code: (value, { type }) =>
    type.type === 'code' && findCodeSet(type.set)?.entries.some((entry) => entry.code === value) === true,
  instant: (value) =>
    typeof value === 'string' && instantForm.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  money: (value) => typeof value === 'string' && /^-?\d{1,14}(\.\d{1,6})?$/.test(value),
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  boolean: (value) => typeof value === 'boolean',
  uscc: (value) => typeof value === 'string' && value.length === 18,
  region: (value) => typeof value === 'string' && regionName(value) !== null,
  json: (value) => typeof value === 'string' && typeof JSON.parse(value) === 'object',
};

/** What is wrong with a mapped record; empty when the table would take it. */
function wrongs(outcome: MapOutcome): readonly string[] {
  if (outcome.outcome === 'parked') return [];
  const { record } = outcome;
  const { fields } = kindDefinition(record.kind);
  const bad = fields.filter((field, at) => {
    const value = record.values[at] ?? null;
    if (value === null) return field.required && !record.removed;
    return fits[field.type.type]?.(value, field) !== true;
  });
  const nul = JSON.stringify(record).includes(String.raw`\u0000`) ? ['NUL'] : [];
  return [
    ...bad.map((field) => field.name),
    ...nul,
    ...(record.values.length === fields.length ? [] : ['length']),
  ];
}

test.each(entries.map((entry) => [entry.path, entry] as const))(
  'whatever stands in its columns, %s parks or gives values the table takes',
  (_, entry) => {
    const roll = dice(20261123);
    const columns = entry.mapper.columns.filter((column) => column !== entry.document.caseNumber);
    const outcomes = Array.from({ length: 1000 }, () => {
      const cell = (): unknown[] => [columns[roll(columns.length)], garbage[roll(garbage.length)]];
      const spoilt = Array.from({ length: 1 + roll(4) }, cell);
      return mapRow(entry, { ...entry.document.sample, ...Object.fromEntries(spoilt) });
    });
    expect(outcomes.flatMap(wrongs)).toEqual([]);
    const parked = outcomes.filter(({ outcome }) => outcome === 'parked').length;
    expect(parked).toBeGreaterThan(50);
    expect(outcomes.length - parked).toBeGreaterThan(50);
  },
);
