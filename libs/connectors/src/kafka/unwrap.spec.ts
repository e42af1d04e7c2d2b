import { expect, test } from '@jest/globals';
import { unwrap } from './unwrap.js';

const settings: Parameters<typeof unwrap>[2] = {
  topic: 't',
  format: 'json',
  record: '$',
  types: {},
} as never;
const message = (value: string) =>
  ({ partition: 0, offset: 1n, key: null, value: Buffer.from(value) }) as never;
const nested = `${'['.repeat(20_000)}1.50${']'.repeat(20_000)}`;

test('a message that nests deeper than any record is refused with the reason, whatever its numbers', () => {
  for (const value of [
    `{"id":1,"extra":${nested}}`,
    nested,
    `{"a":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_001)}`,
  ])
    expect(unwrap(message(value), ['id'], settings)).toEqual({
      refusal: expect.stringContaining('嵌套超过'),
    });
});

test('fields may be called what every object has, a BOM is no sign, and numbers stay as written', () => {
  const unwrapped = unwrap(
    message('\ufeff{"id":1,"constructor":"施工方","__proto__":1.50,"big":1e400}'),
    ['id'],
    settings,
  );
  expect(JSON.stringify(unwrapped)).toBe(
    '{"operation":"put","fields":{"id":1,"constructor":"施工方","__proto__":"1.50","big":"1e400"}}',
  );
});
