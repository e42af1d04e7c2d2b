import { expect, test } from '@jest/globals';
import { exactJson } from './exact-json.js';
import { exactRecords } from './exact-records.js';
import { cutDeep, DeepJson, deepestJson, nestsDeep } from './json-depth.js';

const nested = (levels: number, inside = ''): string => `${'['.repeat(levels)}${inside}${']'.repeat(levels)}`;

test.each([deepestJson + 1, 20_000, 1_000_000])(
  'a text of %i levels is refused, and nothing breaks off',
  (levels) => {
    for (const text of [nested(levels), nested(levels, '1.50'), `{"a":${nested(levels)}}`])
      expect(() => exactJson(text)).toThrow(DeepJson);
  },
);

test('a text as deep as the bound is taken, and brackets in texts are no levels', () => {
  expect(nestsDeep(exactJson(nested(deepestJson)))).toBe(false);
  expect(exactJson(JSON.stringify({ note: nested(500), quoted: `"${nested(500)}\\"` }))).toEqual({
    note: nested(500),
    quoted: `"${nested(500)}\\"`,
  });
});

test('of many records the one that nests too deep is found, the others are exact', () => {
  const deep = `{"id":2,"extra":${nested(20_000)}}`;
  const { document, full } = exactRecords(`[{"id":1,"fee":1.50},${deep},{"id":12345678901234567890}]`);
  const list = document as readonly unknown[];
  expect(list.map(nestsDeep)).toEqual([false, true, false]);
  expect([list[0], list[2], full]).toEqual([{ id: 1, fee: '1.50' }, { id: '12345678901234567890' }, null]);
  expect(JSON.stringify(cutDeep(list[1])).length).toBeLessThan(1_000);
});

test('a deep text that is no JSON is no JSON, and a field given twice beside a deep one is still told', () => {
  expect(() => exactRecords(`[${nested(20_000)}`)).toThrow(SyntaxError);
  expect(exactRecords(`[${nested(200)},{"a":1,"a":2}]`).full?.repeated).toEqual([{ path: [1], name: 'a' }]);
});

test('numbers beyond a double, and names every object has, stay as they are written', () => {
  const digits = '9'.repeat(400);
  const text = `{"a":1e400,"b":${digits},"c":-0.10,"__proto__":1.50,"constructor":"x"}`;
  expect(JSON.stringify(exactJson(text))).toBe(
    `{"a":"1e400","b":"${digits}","c":"-0.10","__proto__":"1.50","constructor":"x"}`,
  );
});
