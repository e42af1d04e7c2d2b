import { expect, test } from '@jest/globals';
import { judgeHealth, type HealthFacts, type HealthState } from './source-health.js';

const now = new Date('2026-03-02T04:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
/** A source that reads and moved a second ago. */
const reading: HealthFacts = {
  enabled: true,
  pushed: false,
  fault: null,
  leasedAt: ago(3_600),
  progressAt: ago(1),
  drainedAt: ago(1),
  pollMs: 1_000,
  openUntil: null,
  trial: false,
  closedUntil: null,
  throttledAt: null,
  throttledBy: null,
  held: [],
  now,
};

test.each<readonly [string, Partial<HealthFacts>, HealthState, boolean]>([
  ['it moves', {}, 'running', true],
  ['a first load moves and was never read up', { drainedAt: null }, 'running', true],
  ['nothing new for a while, and proven empty', { progressAt: ago(7_200) }, 'drained', true],
  ['proven empty without ever having had a row', { progressAt: null }, 'drained', true],
  ['no progress and no proof for long', { progressAt: ago(400), drainedAt: ago(400) }, 'stalled', false],
  [
    'one stream was never read up and nothing moves',
    { progressAt: ago(400), drainedAt: null },
    'stalled',
    false,
  ],
  [
    'a file source that is looked at once a day',
    { pollMs: 86_400_000, progressAt: ago(90_000), drainedAt: ago(80_000) },
    'drained',
    true,
  ],
  ['just taken over', { leasedAt: ago(5), progressAt: ago(4_000), drainedAt: ago(4_000) }, 'starting', true],
  ['waits for its budget', { throttledAt: ago(3) }, 'throttled', true],
  [
    'outside its hours',
    { closedUntil: ago(-60), progressAt: ago(9_000), drainedAt: ago(9_000) },
    'closed',
    true,
  ],
  ['its hours have come', { closedUntil: ago(1) }, 'running', true],
  ['the breaker is open', { openUntil: ago(-60), fault: '停滞', closedUntil: ago(-60) }, 'tripped', false],
  ['the breaker lets a trial through', { trial: true }, 'trial', false],
  ['a fault', { fault: '账号被拒绝', leasedAt: null }, 'faulted', false],
  ['a stream is held', { held: ['result'] }, 'held', false],
  ['a stream of a department that sends is held', { held: ['result'], pushed: true }, 'held', false],
  ['a department sends it', { pushed: true, leasedAt: null, drainedAt: null }, 'pushed', true],
  ['nobody reads it', { leasedAt: null }, 'unread', false],
  ['switched off, whatever else', { enabled: false, fault: '账号被拒绝' }, 'off', true],
])('%s', (_name, change, state, healthy) => {
  expect(judgeHealth({ ...reading, ...change })).toMatchObject({ state, healthy });
});

test.each([
  ['budget', '按部门给的额度'],
  ['slow', '答复变慢或超时'],
  ['asked', '429'],
] as const)('a source made to wait by %s says so', (throttledBy, sentence) => {
  const told = judgeHealth({ ...reading, throttledAt: ago(3), throttledBy });
  expect(told).toMatchObject({ throttledBy, sentence: expect.stringContaining(sentence) });
  expect(judgeHealth({ ...reading, throttledAt: ago(90), throttledBy }).throttledBy).toBe(null);
});

test('a closed source says when it is tried next', () => {
  expect(judgeHealth({ ...reading, openUntil: ago(-60) }).nextAt).toEqual(ago(-60));
  expect(judgeHealth({ ...reading, progressAt: ago(600), drainedAt: null }).sentence).toContain('10 分钟');
});
