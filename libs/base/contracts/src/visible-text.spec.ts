import { expect, test } from '@jest/globals';
import { visibleJson, visibleLine, visibleText } from './visible-text.js';

test.each([
  ['colour and cursor (CSI)', '\u001b[31m红\u001b[2J', '␛[31m红␛[2J'],
  ['a window title (OSC), ended by a bell', '\u001b]0;x\u0007', '␛]0;x␇'],
  ['eight-bit CSI', '\u009b2J', '\\u009b2J'],
  ['a line written over by a carriage return', '故障\r正常', '故障␍正常'],
  ['letters taken back', '拒绝\b\b通过', '拒绝␈␈通过'],
  ['a second line that passes for the hub’s own', '甲\n已全部读完', '甲␊已全部读完'],
  ['the line separators of Unicode', 'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
  ['a turned reading direction', 'A\u202e1-B\u2066', 'A\\u202e1-B\\u2066'],
  ['an invisible character in an identifier', 'A-1\u200b\ufeff', 'A-1\\u200b\\ufeff'],
  ['a tag character beyond the first plane', 'x\u{e0041}', 'x\\u{e0041}'],
  ['half a character', 'x\ud800y', 'x\\ud800y'],
  ['a delete', 'x\u007f', 'x␡'],
])('in one line, %s is seen and does nothing', (_what, raw, wanted) => {
  expect(visibleLine(raw)).toBe(wanted);
});

test('what people write stays as it is, rare characters and those of private use included', () => {
  const written = '示例建筑（济宁）有限公司 №1 — “引号”, 𠮷野，Ａｂ　\ue000, ئۇيغۇر, é';
  expect(visibleLine(written)).toBe(written);
  expect(visibleText(`${written}\n\t${written}`)).toBe(`${written}\n\t${written}`);
});

test('a text of several lines keeps its lines, whichever way they end, and nothing else that acts', () => {
  expect(visibleText('a: 1\r\nb: \u001b[0m\n')).toBe('a: 1\nb: ␛[0m\n');
});

test('JSON keeps its value to the sign, and nothing in its text acts', () => {
  const value = { name: '\u001b[2J\u009b2J\u202e\u200b\u007f\u{e0041}\ud800 示例\n' };
  const text = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  expect(text).toContain('示例');
});
