import { expect, test } from '@jest/globals';
import { choosePattern } from './topic-pattern.js';

test('the most specific pattern decides, and a topic nobody wants has none', () => {
  const patterns = ['hub.raw.*', 'hub.raw.370800.*', 'hub.raw.370800.zjj.front', 'reply.*'];
  const examples: readonly (readonly [string, string | null])[] = [
    ['hub.raw.370800.zjj.front', 'hub.raw.370800.zjj.front'],
    ['hub.raw.370800.xzspj.front', 'hub.raw.370800.*'],
    ['hub.raw.370811.zjj.front', 'hub.raw.*'],
    ['reply.370800.zjj.v1', 'reply.*'],
    ['feedback.370800.zjj.v1', null],
  ];
  for (const [topic, pattern] of examples)
    expect([topic, choosePattern(patterns, topic)]).toEqual([topic, pattern]);
});
