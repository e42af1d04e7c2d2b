import { expect, test } from '@jest/globals';
import { readYaml } from './read-yaml.js';

const doubling = (levels: number): string =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x, x]'
      : `a${at}: &a${at} [${Array(9)
          .fill(`*a${at - 1}`)
          .join(', ')}]`,
  ).join('\n');

test.each([
  ['a tab as indent', 'a:\n\tb: 1\n', 2, '制表符'],
  ['a key written twice', 'a: 1\nb: 2\na: 3\n', 3, '写了两次'],
  ['a key written twice inside', 'a:\n  - { x: 1, x: 2 }\n', 2, '写了两次'],
  ['two documents in a file', 'a: 1\n---\nb: 2\n', 2, '几份文件'],
  ['a quote that does not end', 'a: "x\nb: 1\n', 3, '收尾'],
  ['a bracket that does not end', 'a: [1, 2\nb: 3\n', 2, '括号'],
  ['two colons', 'a: b: c\n', 1, '冒号'],
  ['a reference to nothing', 'a: *b\n', 1, '没有定义'],
  ['references that multiply', doubling(9), 1, '膨胀'],
  ['nesting without end', '['.repeat(20_000), 1, ''],
  ['a reserved sign', 'a: @b\n', 1, '保留字符'],
])('%s is told with its line', (_, text, line, reason) => {
  expect(readYaml(text)).toMatchObject({
    broken: { line, column: expect.any(Number) },
    reason: expect.stringContaining(reason),
  });
});

test('a hundred thousand keys are read in seconds, and everything is found again', () => {
  const lines = Array.from({ length: 100_000 }, (_, at) => `key${at}: ${at}`);
  const began = performance.now();
  const read = readYaml(lines.join('\n'));
  expect(performance.now() - began).toBeLessThan(30_000);
  expect('place' in read && read.place(['key99999'])).toEqual({ line: 100_000, column: 11 });
});
