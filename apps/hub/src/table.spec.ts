import stringWidth from 'string-width';
import { expect, test } from '@jest/globals';
import { table } from './table.js';

test('columns stand under each other although Chinese is twice as wide', () => {
  const text = table(
    [{ title: '来源' }, { title: '已读', right: true }, { title: '备注' }],
    [
      ['370800.zjj.front', '12', '住房'],
      ['审批', '3456', ''],
    ],
  );
  const lines = text.split('\n');
  expect(lines).toEqual([
    '来源              已读  备注',
    '────────────────  ────  ────',
    '370800.zjj.front    12  住房',
    '审批              3456',
  ]);
  expect(stringWidth(lines[0] ?? '')).toBe(stringWidth(lines[2] ?? ''));
});

test('only under the last column the rule is shorter than a sentence that runs on', () => {
  const long = '长'.repeat(30);
  const [, rule] = table([{ title: '来源' }, { title: '说明' }], [[long, long]]).split('\n');
  expect(rule).toBe(`${'─'.repeat(60)}  ${'─'.repeat(48)}`);
});
