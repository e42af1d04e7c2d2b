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

const wide = [
  { title: '来源' },
  { title: '采集进程' },
  { title: '开始' },
  { title: '读到', right: true as const },
  { title: '说明' },
];
const rows = [
  [
    '370800.zjj.front 济宁市住房和城乡建设局前置机',
    'collect@host-7:4711/0198f3c2-7d1e-7c3a-9b1d-2f6a5e4c8b70',
    '2026-03-02 09:00:00',
    '1234567',
    '账号被拒绝（HUB_SOURCE_DENIED）：请核对部门授予的账号是否仍然有效，改正后自动重试。',
  ],
  ['370811.scjgj.rest', 'c', '—', '0', ''],
];

test.each([40, 60, 80, 100, 132, 200])(
  'on a terminal of %d columns no line is wider, and no letter is lost',
  (width) => {
    const lines = table(wide, rows, width).split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    const kept = (text: string): string => Array.from(text.replaceAll(/[\s─]/g, '')).sort().join('');
    const written = rows.flat().join('');
    for (const letter of new Set(kept(written)))
      expect(kept(lines.join('')).split(letter).length).toBeGreaterThanOrEqual(
        kept(written).split(letter).length,
      );
  },
);

test('on a narrow terminal the widest columns give way: dates and figures stay whole', () => {
  const text = table(wide, rows, 100);
  expect(text).toMatch(/2026-03-02 09:00:00|2026-03-02\b/);
  expect(text).toContain('1234567');
  expect(text.split('\n')[0]).toMatch(/^来源 +采集进程 +开始 +读到 +说明$/);
});

test('where columns no longer fit, every row is a block of title and cell', () => {
  const text = table(wide, rows, 48);
  expect(text).toContain('来源      370811.scjgj.rest\n采集进程  c\n开始      —\n读到      0');
});

test('where nothing limits a line, every identifier is whole and on one line', () => {
  expect(table(wide, rows, null).split('\n')).toHaveLength(4);
  expect(table(wide, rows, null)).toContain('collect@host-7:4711/0198f3c2-7d1e-7c3a-9b1d-2f6a5e4c8b70');
});

test('a cell with a line break or an escape sequence stays one row that acts on nothing', () => {
  const lines = table([{ title: '名称' }, { title: '数' }], [['甲\n已全部读完\u001b[2J', '1']], null).split(
    '\n',
  );
  expect(lines).toEqual(['名称               数', '─────────────────  ──', '甲␊已全部读完␛[2J  1']);
});
