import { expect, test } from '@jest/globals';
import { comparePosition, type PartitionNow } from './position.js';

const now = (change: Partial<PartitionNow> = {}): PartitionNow => {
  return { topic: 't', partition: 0, topicId: 'one', earliest: 3n, end: 9n, earliestAt: null, ...change };
};

test.each([
  ['within the log', 5n, 'one', 5n, null],
  ['at its end', 9n, 'one', 9n, null],
  ['at its beginning', 3n, 'one', 3n, null],
  ['before what is left', 1n, 'one', 3n, { kind: 'lost', from: 1n, to: 3n }],
  ['behind the end of the same topic', 12n, 'one', 9n, { kind: 'truncated', from: 9n, to: 12n }],
  ['of another topic, whatever the offset', 5n, 'two', 3n, { kind: 'recreated', from: 5n, to: null }],
  ['not compared before, within the log', 5n, null, 5n, null],
  ['not compared before, behind the end', 12n, null, 3n, { kind: 'recreated', from: 12n, to: null }],
] as const)('a fence %s', (_, next, topicId, start, change) => {
  const settled = comparePosition(next, topicId, now());
  expect(settled.start).toBe(start);
  expect(settled.change).toEqual(change === null ? null : { topic: 't', partition: 0, ...change });
});
