import { expect, test } from '@jest/globals';
import { replaceColumn } from './replace-column.js';

const cases: readonly (readonly [string, string, string, string, string, string | null])[] = [
  ['a text', '{"A":"1","B":"2"}', 'B', '3', '{"A":"1","B":"3"}', '2'],
  [
    'a long number beside stays',
    '{"N":12345678901234567890, "B": 1.50}',
    'B',
    'x',
    '{"N":12345678901234567890, "B": "x"}',
    '1.50',
  ],
  ['null', '{"A":null}', 'A', 'é"', '{"A":"é\\""}', null],
  [
    'only the outermost object',
    '{"X":{"A":1,"B":[2]},"A":7}',
    'A',
    '8',
    '{"X":{"A":1,"B":[2]},"A":"8"}',
    '7',
  ],
  ['a name inside a text', '{"X":"\\"A\\":1","A":"7"}', 'A', '8', '{"X":"\\"A\\":1","A":"8"}', '7'],
  ['a nested value goes whole', '{"A":{"b":[1,2]},"C":1}', 'A', '8', '{"A":"8","C":1}', '{"b":[1,2]}'],
  ['a name in another case', '{"a":7}', 'A', '8', '{"a":"8"}', '7'],
  ['an absent column is added', '{"A":1}', 'B', '2', '{"A":1,"B":"2"}', null],
  ['to an empty object', '{ }', 'B', '2', '{"B":"2"}', null],
];

test.each(cases)('replaces %s', (_name, body, column, value, after, before) => {
  expect(replaceColumn(body, column, value)).toEqual({ body: after, before });
});

test('a body that is no JSON object is left alone', () => {
  expect(replaceColumn('[1]', 'A', '1')).toBeNull();
  expect(replaceColumn('A,1', 'A', '1')).toBeNull();
});
