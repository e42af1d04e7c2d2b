import { expect, test } from '@jest/globals';
import { screenWidth } from './screen.js';

test('a terminal limits lines, a file or a pipe does not, and a variable has the last word', () => {
  expect(screenWidth({ isTTY: true, columns: 80 }, {})).toBe(80);
  expect(screenWidth({ isTTY: true, columns: 20 }, {})).toBe(40);
  expect(screenWidth({ columns: 80 }, {})).toBe(null);
  expect(screenWidth({ isTTY: true }, {})).toBe(null);
  expect(screenWidth({ isTTY: true, columns: 80 }, { HUB_COLUMNS: '0' })).toBe(null);
  expect(screenWidth({}, { HUB_COLUMNS: '60' })).toBe(60);
  expect(screenWidth({}, { HUB_COLUMNS: 'x' })).toBe(null);
});
