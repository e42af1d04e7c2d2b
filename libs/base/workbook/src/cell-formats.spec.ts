import { expect, test } from '@jest/globals';
import { formatOf } from './cell-formats.js';

test.each([
  ['General', 'number'],
  ['#,##0.00"元"', 'number'],
  ['0.00E+00', 'number'],
  ['[Red]0;[Blue]-0', 'number'],
  ['"hms"0', 'number'],
  ['\\d0', 'number'],
  ['[DBNum1][$-804]yyyy"年"m"月"', 'day'],
  ['[$-F800]dddd, mmmm dd, yyyy', 'day'],
  ['aaaa', 'day'],
  ['e/m/d', 'day'],
  ['上午/下午h"时"mm"分"', 'time'],
  ['h:mm AM/PM', 'time'],
  ['[mm]:ss', 'elapsed'],
  ['mmm-yy', 'day'],
] as const)('the format %s shows a %s', (code, form) => {
  expect(formatOf(code).form).toBe(form);
});
