import { expect, test } from '@jest/globals';
import { judgeHealth, type HealthFacts, type HealthState } from './source-health.js';

const now = new Date('2026-03-02T04:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
const denied = { code: 'HUB_SOURCE_DENIED', sentence: '账号被拒绝。' };
const timedOut = { code: 'HUB_SOURCE_TIMEOUT', sentence: '查询超时。' };
/** A source that reads and moved a second ago. */
const reading: HealthFacts = {
  state: 'enabled',
  pushed: false,
  fault: null,
  nextTryAt: null,
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
  ['the breaker is open', { openUntil: ago(-60), fault: timedOut, closedUntil: ago(-60) }, 'tripped', false],
  ['the breaker lets a trial through', { trial: true }, 'trial', false],
  [
    'a fault that a person must end',
    { fault: denied, leasedAt: null, nextTryAt: ago(-30) },
    'stopped',
    false,
  ],
  ['a fault that may pass', { fault: timedOut, nextTryAt: ago(-3) }, 'retrying', false],
  ['the try after a fault is under way', { fault: timedOut, nextTryAt: ago(5) }, 'retrying', false],
  [
    'nobody takes up a source at fault again',
    { fault: denied, leasedAt: null, nextTryAt: ago(90) },
    'unread',
    false,
  ],
  ['a stream is held', { held: ['result'] }, 'held', false],
  ['a stream of a department that sends is held', { held: ['result'], pushed: true }, 'held', false],
  ['a department sends it', { pushed: true, leasedAt: null, drainedAt: null }, 'pushed', true],
  ['nobody reads it', { leasedAt: null }, 'unread', false],
  ['a draft, whatever else', { state: 'draft', fault: denied, leasedAt: null }, 'draft', true],
  ['checked and not previewed', { state: 'checked', leasedAt: null }, 'checked', true],
  ['previewed and not enabled', { state: 'previewed', leasedAt: null }, 'previewed', true],
  ['paused by a person', { state: 'paused', fault: denied, leasedAt: null }, 'paused', true],
  ['retired', { state: 'retired', leasedAt: null }, 'retired', true],
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

test('a source at fault says what is wrong and when it is tried next; one that waits for a person says what to do', () => {
  const retrying = judgeHealth({ ...reading, fault: timedOut, nextTryAt: ago(-3) });
  expect(retrying).toMatchObject({ sentence: '查询超时。', nextAt: ago(-3) });
  const stopped = judgeHealth({ ...reading, fault: denied, leasedAt: null, nextTryAt: ago(-30) });
  expect(stopped.sentence).toBe('账号被拒绝。改正后会自动再试，也可用 hub sources retry 立即重试');
  expect(stopped.nextAt).toEqual(ago(-30));
  expect(judgeHealth({ ...reading, fault: timedOut, nextTryAt: ago(5) }).nextAt).toBe(null);
});

test('a closed source says when it is tried next', () => {
  expect(judgeHealth({ ...reading, openUntil: ago(-60) }).nextAt).toEqual(ago(-60));
  expect(judgeHealth({ ...reading, progressAt: ago(600), drainedAt: null }).sentence).toContain('10 分钟');
});
