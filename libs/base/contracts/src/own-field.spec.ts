import { expect, test } from '@jest/globals';
import { ownField } from './own-field.js';

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];

test('a name that every object inherits is no field, and is one where it was given', () => {
  const given: unknown = JSON.parse(`{${inherited.map((name) => `"${name}":"施工方"`).join()}}`);
  for (const name of inherited) {
    expect(ownField({}, name)).toBeUndefined();
    expect(ownField({ ...(given as Record<string, string>) }, name)).toBe('施工方');
  }
  expect([ownField(null, 'a'), ownField(undefined, 'a')]).toEqual([undefined, undefined]);
});
