import { expect, test } from '@jest/globals';
import { listSplitter } from './split-list.js';

const materials = listSplitter({ items: [',', '，'], parts: ':', names: ['id', 'name'] });
const threes = listSplitter({ items: ';', parts: '|', names: ['a', 'b', 'c'] });

test.each([
  ['an item of two parts', materials, '1:申请表', [{ id: '1', name: '申请表' }]],
  [
    'several, in either spelling of the comma',
    materials,
    '1:甲,2:乙，3:丙',
    [
      { id: '1', name: '甲' },
      { id: '2', name: '乙' },
      { id: '3', name: '丙' },
    ],
  ],
  ['the last name takes what is left', materials, '1:甲:乙', [{ id: '1', name: '甲:乙' }]],
  ['one part is the last name’s', materials, '申请表', [{ name: '申请表' }]],
  ['blanks and empty items are nothing', materials, ' 1 : 甲 ,, ', [{ id: '1', name: '甲' }]],
  ['an empty part stays empty', materials, ':甲', [{ id: '', name: '甲' }]],
  ['parts that are missing are empty', threes, 'x|y', [{ a: 'x', b: 'y', c: '' }]],
  ['quotes and line ends are escaped', materials, '1:"甲"\n', [{ id: '1', name: '"甲"' }]],
])('%s', (_, split, text, list) => {
  expect(JSON.parse(split(text))).toEqual(list);
});
