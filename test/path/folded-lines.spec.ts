import { expect, test } from '@jest/globals';
import { FoldedLines } from '../../docker/local/folded-lines.js';

const minute = 60_000;
const line = (attempt: number): string => `collect │ 数据源连不上，第 ${attempt} 次重试（来源 ${attempt}）`;

test('a cause is told once; what comes again is counted, and told with its count after ten minutes', () => {
  const folded = new FoldedLines();
  expect([1, 2, 3].map((attempt) => folded.isNew(line(attempt), attempt))).toEqual([true, false, false]);
  expect(folded.isNew('collect │ 别的提示', 4)).toBe(true);
  expect(folded.take(minute)).toEqual({ keptBack: 2, again: [] });
  expect(folded.take(2 * minute)).toEqual({ keptBack: 0, again: [] });
  expect(folded.take(11 * minute).again).toEqual([{ line: line(3), times: 2 }]);
  expect(folded.take(12 * minute).again).toEqual([]);
});

test('a cause that was silent for half an hour is news again', () => {
  const folded = new FoldedLines();
  folded.isNew(line(1), 0);
  folded.take(31 * minute);
  expect(folded.isNew(line(2), 32 * minute)).toBe(true);
});
