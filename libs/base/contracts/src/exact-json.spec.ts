import { expect, test } from '@jest/globals';
import { exactJson } from './exact-json.js';

test.each([
  ['{"a":12345678901234567890}', { a: '12345678901234567890' }],
  ['{"a":12.50}', { a: '12.50' }],
  ['[1.5, -0.10,\n 1E3]', [1.5, '-0.10', '1E3']],
  ['12345678901234567890', '12345678901234567890'],
  [
    '{"a": "371100199001011234", "b": 7, "c": "3.14", "d": null}',
    { a: '371100199001011234', b: 7, c: '3.14', d: null },
  ],
  ['{"a":"说明:12345678901234567890","b":1.0}', { a: '说明:12345678901234567890', b: '1.0' }],
])('%s keeps its numbers as written', (text, wanted) => {
  expect(exactJson(text)).toEqual(wanted);
});
