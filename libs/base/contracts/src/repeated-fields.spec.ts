import { expect, test } from '@jest/globals';
import { repeatedFields, repeatedName } from './repeated-fields.js';

const reading = (text: string) => repeatedFields(text, JSON.parse(text));

test.each([
  '{}',
  '[]',
  'null',
  '": :"',
  '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
  '{"a" : 1,\n"b"\t:\n2}',
  '{"a":"\\":","b":":x","c":"\\\\","d\\\\":": \\": :"}',
  '{"a":"{\\"b\\":1,\\"b\\":2}","a\\"":1,"A":2,"":3}',
  '{"__proto__":1,"constructor":2}',
])('%s gives no field twice', (text) => {
  expect(reading(text)).toBeNull();
});

test.each([
  ['{"a":1,"a":1}', ['a'], { a: [1, 1] }],
  ['{"a":[1],"b":1.50,"a":{"c":null}}', ['a'], { a: [[1], { c: null }], b: '1.50' }],
  ['{"a":1,"\\u0061" :"x:","b":":"}', ['a'], { a: [1, 'x:'], b: ':' }],
  ['[1, {"r":[true,{"甲\\"":1,"甲\\"":2}]}, {"r":1,"r":2,"r":3}]', ['1.r.1.甲"', '2.r'], undefined],
  ['{"__proto__":1,"__proto__":2}', ['__proto__'], undefined],
])('%s gives a field twice: %j, and no value is lost', (text, names, document) => {
  const found = reading(text);
  expect(found?.repeated.map((each) => repeatedName(each))).toEqual(names);
  if (document !== undefined) expect(found?.document).toEqual(document);
});

test('a text that nests without end is looked through all the same', () => {
  const deep = 50_000;
  const text = `${'[{"a":'.repeat(deep)}{"b":1,"b":2}${'}]'.repeat(deep)}`;
  expect(reading(text)?.repeated[0]?.name).toBe('b');
});
