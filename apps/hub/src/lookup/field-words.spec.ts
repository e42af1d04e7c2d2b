import { expect, test } from '@jest/globals';
import { fieldsOf } from './field-words.js';

test('fields come as two words or as one', () => {
  expect(fieldsOf(['--uscc', '91', '--idNumber=37=x'])).toEqual({ uscc: '91', idNumber: '37=x' });
  expect(fieldsOf([])).toEqual({});
});

test.each([[['uscc', '91']], [['--uscc']], [['--uscc', '1', '--uscc', '2']], [['--Uscc', '1']]])(
  'refused: %j',
  (words) => {
    expect(() => fieldsOf(words)).toThrow();
  },
);
