import stringWidth from 'string-width';
import { expect, test } from '@jest/globals';
import { wrapLine, wrapText } from './wrap.js';

test('a Chinese sentence breaks between characters, never before a closing mark', () => {
  const lines = wrapLine('账号被拒绝，请核对部门授予的账号是否仍然有效；改正后自动重试。', 20);
  expect(lines).toEqual(['账号被拒绝，请核对部', '门授予的账号是否仍然', '有效；改正后自动重', '试。']);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(20);
});

test('an identifier breaks behind its separators where it must, and anywhere only when a part is wider than the line', () => {
  expect(wrapLine('source.370800.zjj.front.url', 14)).toEqual(['source.370800.', 'zjj.front.url']);
  expect(wrapLine('a'.repeat(10), 4)).toEqual(['aaaa', 'aaaa', 'aa']);
});

test('what a line carries on with stands further in', () => {
  expect(wrapText('  推送：已告知三个部门，依据条款', 16)).toBe(
    '  推送：已告知三\n    个部门，依据\n    条款',
  );
  expect(wrapText('短\n短', 16)).toBe('短\n短');
});

test('an empty line stays, and nothing is broken where nothing limits a line', () => {
  expect(wrapText('甲\n\n乙', 40)).toBe('甲\n\n乙');
  expect(wrapText('长'.repeat(100), null)).toBe('长'.repeat(100));
});
