import { expect, test } from '@jest/globals';
import type { ConsumerHealth } from './batch-consumer.js';
import { consumerReport } from './consumer-report.js';

const at = (seconds: number): Date => new Date(seconds * 1000);
const well: ConsumerHealth = { ready: true, joined: true, stuck: [], busySince: null, progressAt: at(5) };
const cases: readonly (readonly [string, Partial<ConsumerHealth>, boolean, string])[] = [
  ['nothing in hand, however long ago the last batch was', {}, true, '正常'],
  ['a batch in hand for a moment', { busySince: at(99) }, true, '正常'],
  ['a batch in hand for too long', { busySince: at(30) }, false, '70 秒'],
  ['outside the group', { joined: false }, false, '尚未加入消费组'],
  [
    'a partition that keeps failing',
    { stuck: [{ topic: 't', partition: 3, attempts: 5 }] },
    false,
    't 分区 3',
  ],
];

test.each(cases)('ready or not: %s', (_name, change, ready, sentence) => {
  expect(consumerReport({ ...well, ...change }, at(100), 60_000)).toEqual({
    ready,
    progressAt: at(5),
    sentence: expect.stringContaining(sentence),
  });
});
