import { expect, test } from '@jest/globals';
import type { StreamDefinition } from '#base/contracts';
import { parseSource } from '../source-document.js';
import type { BackfillRange } from './backfill.js';
import { chunkOf, liveBoundary } from './chunk.js';

const source = parseSource({
  path: 'front.yaml',
  text: `{ document: source, id: 370800.zjj.front, name: 前置库, connector: none, standard: s, generation: a,
    read: { pageSize: 500, lag: 1s, overlap: 10m, sweep: { every: 4s, window: 3d } },
    streams: [{ name: result, kind: result, table: T, key: [ID], caseNumber: ID, mode: keyset, cursor: AT }] }`,
});
const [stream] = source.streams as readonly [StreamDefinition];
const day = (number: number): Date => new Date(Date.UTC(2026, 2, number));
const liveFrom = day(10);

const chunk = (range: BackfillRange, rowsPerSecond = 100) =>
  chunkOf(
    source,
    stream,
    {
      id: '1',
      stream: stream.name,
      range,
      rowsPerSecond,
      state: 'running',
      liveFrom,
      cursor: null,
      version: 0n,
    },
    null,
  );
const time = (from: Date, to: Date): BackfillRange => ({ by: 'time', from, to });

test('the live reading owns what its widest look-back reaches, less two sweeps', () => {
  const reached = liveBoundary(source, day(10)).getTime();
  expect(day(10).getTime() - reached).toBe(3 * 86_400_000 - 8_000 + 1_000);
});

test.each<[string, ReturnType<typeof chunk>, object | null]>([
  ['a range before it is read whole', chunk(time(day(1), day(2))), { since: day(1), until: day(2) }],
  [
    'a range into it ends before it',
    chunk(time(day(1), day(20))),
    { until: new Date(liveFrom.getTime() - 1) },
  ],
  ['a range inside it is left to it', chunk(time(day(11), day(12))), null],
  [
    'keys are read whatever their time',
    chunk({ by: 'key', from: 'A', to: 'B' }),
    { until: null, keys: { from: 'A', to: 'B' } },
  ],
  ['a chunk is a second of the budget', chunk(time(day(1), day(2)), 100), { pageSize: 100, most: 100 }],
  ['but never more than a page', chunk(time(day(1), day(2)), 9_000), { pageSize: 500, most: 500 }],
])('%s', (_, found, expected) => {
  if (expected === null) expect(found).toBeNull();
  else expect(found).toMatchObject(expected);
});
