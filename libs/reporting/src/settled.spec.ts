import { expect, test } from '@jest/globals';
import type { SourceStatus } from './read-sources.js';
import { isComplete, isSettled } from './settled.js';

const drained = {
  stream: 'result',
  table: 'T',
  mode: 'keyset',
  read: 5,
  repeated: 0,
  progressAt: null,
  freshness: 1,
  heldAt: null,
};
const source: SourceStatus = {
  source: '370800.zjj.front',
  name: '住建',
  connector: 'mysql',
  standard: 'shandong-front',
  generation: 'A',
  state: 'enabled',
  enabled: true,
  fault: null,
  health: { state: 'running', healthy: true, sentence: '正在读取，有进展', nextAt: null, throttledBy: null },
  openDrift: 0,
  owner: null,
  read: 5,
  repeated: 0,
  unified: 4,
  unchanged: 0,
  parked: 1,
  waiting: 0,
  freshness: 1,
  progressAt: null,
  streams: [{ ...drained, drainedAt: new Date(0) }],
};

const cases: readonly (readonly [string, readonly SourceStatus[], number, boolean])[] = [
  ['everything read, unified and sent', [source], 0, true],
  [
    'nobody reads the source any more',
    [{ ...source, health: { ...source.health, state: 'unread', healthy: false } }],
    0,
    false,
  ],
  ['a stream was never read up', [{ ...source, streams: [{ ...drained, drainedAt: null }] }], 0, false],
  ['rows wait on the raw topic', [{ ...source, waiting: 2 }], 0, false],
  ['a message waits in the outbox', [source], 1, false],
  [
    'a source that is switched off holds nobody up',
    [source, { ...source, enabled: false, streams: [] }],
    0,
    true,
  ],
  [
    'a source with a fault holds nobody up',
    [source, { ...source, fault: { code: 'X', sentence: '' }, waiting: 3 }],
    0,
    true,
  ],
  ['nothing was set up', [], 0, false],
];

test.each(cases)('settled or not: %s', (_name, sources, outbox, settled) => {
  expect(isSettled(sources, outbox)).toBe(settled);
});

test('what a fault or a fuse holds up is settled and not complete', () => {
  const faulted = { ...source, fault: { code: 'X', sentence: '' }, waiting: 3 };
  expect(isComplete([source], 0)).toBe(true);
  expect(isComplete([source, faulted], 0)).toBe(false);
  const held = { ...source, streams: [{ ...drained, drainedAt: new Date(0), heldAt: new Date(0) }] };
  expect([isSettled([held], 0), isComplete([held], 0)]).toEqual([true, false]);
  expect(isComplete([source], 1)).toBe(false);
});
