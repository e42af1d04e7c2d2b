import { expect, test } from '@jest/globals';
import { nearest, suggestion } from './nearest.js';

const sources = ['370800.zjj.front', '370800.scjgj.rest', '370811.zjj.front'];

test.each([
  ['370800.zjj.frnot', ['370800.zjj.front']],
  ['370800.scjgj.rset', ['370800.scjgj.rest']],
  ['zjj.front', ['370800.zjj.front', '370811.zjj.front']],
  ['370811', ['370811.zjj.front']],
  ['卫健', []],
])('%s means %j', (word, wanted) => {
  expect(nearest(word, sources)).toEqual(wanted);
});

test('short words are close only when one letter is off', () => {
  expect(nearest('stauts', ['status', 'sources', 'setup'])).toEqual(['status']);
  expect(nearest('xx', ['zjj', 'plan'])).toEqual([]);
  expect(suggestion('stat', ['status'])).toBe('您是不是想用 status？');
  expect(suggestion('nonsense', ['status'])).toBe('');
});
