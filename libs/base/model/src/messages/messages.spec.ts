import { expect, test } from '@jest/globals';
import type { MessageKind } from '#base/contracts';
import { checkMessageBody, messageSchemas } from './index.js';

const kinds = Object.keys(messageSchemas) as readonly (MessageKind | 'receipt')[];
const example = (kind: MessageKind | 'receipt'): Record<string, unknown> => ({
  ...messageSchemas[kind].examples[0],
});

test.each(kinds)('every example of %s satisfies its schema', (kind) => {
  expect(messageSchemas[kind].examples.length).toBeGreaterThan(0);
  for (const body of messageSchemas[kind].examples)
    expect(checkMessageBody(kind, body)).toEqual({ valid: true });
});

test.each(kinds)('%s is a 2020-12 document with an identifier and a Chinese title', (kind) => {
  const { schema } = messageSchemas[kind];
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema['$id']).toBe(`urn:cn-gov-sd:feedback:${kind}:v1`);
  expect(schema['title']).toMatch(/\p{Script=Han}/u);
});

type Refusal = readonly [string, MessageKind | 'receipt', () => unknown, string, RegExp];

test.each<Refusal>([
  ['a body that is no object', 'receipt', () => 'received', '', /类型不对/],
  ['a missing field', 'check-result', () => without('check-result', 'result'), 'result', /缺失/],
  ['a misspelt field', 'check-result', () => ({ ...example('check-result'), 结果: 1 }), '', /未定义的字段/],
  [
    'an unknown code',
    'check-result',
    () => ({ ...example('check-result'), result: '好' }),
    'result',
    /代码表/,
  ],
  [
    'a rectification without its date',
    'check-result',
    () => without('check-result', 'rectifyBy'),
    'rectifyBy',
    /缺失/,
  ],
  [
    'a fine without its amount',
    'penalty-feedback',
    () => without('penalty-feedback', 'amount'),
    'amount',
    /缺失/,
  ],
  [
    'an amount with three decimals',
    'penalty-feedback',
    () => ({ ...example('penalty-feedback'), amount: '1.234' }),
    'amount',
    /写法/,
  ],
  [
    'a return without a reason',
    'receipt',
    () => ({ ...example('receipt'), receipt: 'returned' }),
    'reason',
    /缺失/,
  ],
  [
    'a time without its offset',
    'receipt',
    () => ({ ...example('receipt'), at: '2026-11-23T10:00:00' }),
    'at',
    /ISO 8601/,
  ],
])('%s is told by field and rule', (_, kind, body, field, sentence) => {
  const check = checkMessageBody(kind, body());
  expect(check).toMatchObject({ valid: false, field, sentence: expect.stringMatching(sentence) });
});

test('a refused value never appears in the sentence', () => {
  const check = checkMessageBody('receipt', { ...example('receipt'), by: '13800138000'.repeat(30) });
  expect(JSON.stringify(check)).not.toContain('13800138000');
});

function without(kind: MessageKind | 'receipt', field: string): unknown {
  return Object.fromEntries(Object.entries(example(kind)).filter(([name]) => name !== field));
}
