import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { codeSets, codeTitle, findCodeSet } from './code-sets.js';
import { toMigration } from './ddl.js';
import { toDictionaryMarkdown } from './dictionary.js';
import { toJsonSchema } from './json-schema.js';
import { fieldIndex, kindDefinition, kindList, kindMigrations, kinds } from './kinds.js';
import { maskValue } from './mask.js';

test.each(kindMigrations.map(({ file, kinds }) => [file, kinds] as const))(
  'the migration %s is the one the model prints',
  (file, kinds) => {
    const committed = readFileSync(
      new URL(`../../../../../libs/base/postgres/migrations/${file}`, import.meta.url),
      'utf8',
    );
    expect(committed).toBe(toMigration(kinds));
  },
);

test('every kind has its table in exactly one migration', () => {
  const names = kindMigrations.flatMap(({ kinds }) => kinds.map(({ name }) => name));
  expect(names.sort()).toEqual(Object.keys(kinds).sort());
});

test('field names and columns are unique inside a kind, and every field names its standard item', () => {
  for (const kind of kindList) {
    expect(new Set(kind.fields.map((field) => field.name)).size).toBe(kind.fields.length);
    expect(new Set(kind.fields.map((field) => field.column)).size).toBe(kind.fields.length);
    expect(kind.fields.filter((field) => field.standard === '' || field.title === '')).toEqual([]);
  }
});

test('every code field has its set, with unique codes and titles', () => {
  for (const field of kindList.flatMap((kind) => kind.fields)) {
    if (field.type.type === 'code') expect(findCodeSet(field.type.set)).not.toBeNull();
  }
  for (const set of codeSets) {
    expect(new Set(set.entries.map((entry) => entry.code)).size).toBe(set.entries.length);
    expect(new Set(set.entries.map((entry) => entry.title)).size).toBe(set.entries.length);
  }
  expect(codeTitle('caseResult', 'GRANTED')).toBe('准予许可');
});

test('a field is found by name, with its place in the values', () => {
  expect(kindDefinition('result').fields[fieldIndex('result', 'decidedAt')]?.column).toBe('decided_at');
  expect(fieldIndex('result', 'result')).toBe(0);
  expect(fieldIndex('result', 'nothing')).toBe(-1);
});

test('the JSON Schema requires what the kind requires and lists the canonical codes', () => {
  const schema = JSON.stringify(toJsonSchema(kindDefinition('result')));
  expect(schema).toContain('"required":["result","decidedAt"]');
  expect(schema).toContain('"GRANTED"');
});

test('the data dictionary shows each field once per kind with its personal-data class', () => {
  const page = toDictionaryMarkdown();
  for (const field of kindList.flatMap((kind) => kind.fields))
    expect(page).toContain(`| \`${field.name}\` |`);
  expect(page).toContain('| 370882 | 兖州市 | 2013-10 | 370812 | 兖州区 |');
});

test.each([
  ['name', '孔某某', '孔**'],
  ['idNumber', '11010519491231002X', '110105********002X'],
  ['idNumber', 'E1234', 'E***4'],
  ['phone', '13800000000', '138****0000'],
  ['phone', '12345', '***45'],
  ['address', '山东省济宁市任城区某路一号', '山东省济宁市****'],
  ['email', 'someone@example.cn', 's***@example.cn'],
  ['secret', '11111', '******'],
  ['name', '', ''],
] as const)('a %s is shown masked', (personal, text, shown) => expect(maskValue(personal, text)).toBe(shown));
