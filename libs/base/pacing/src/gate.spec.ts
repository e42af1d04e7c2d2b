import { expect, test } from '@jest/globals';
import type { Page, RequestAnswer, SourceBudget, SourceReader, StreamDefinition } from '#base/contracts';
import { mainCause, type WaitCause } from './cost.js';
import { Gate } from './gate.js';
import { pacedReader } from './paced-reader.js';

const never = new AbortController().signal;

/** A gate on a clock that only sleeping and `spend` move. */
function gateOf(budget: SourceBudget): { gate: Gate; spend: (ms: number) => void; elapsed: () => number } {
  let now = 1_000_000;
  const spend = (ms: number): void => void (now += ms);
  const sleep = async (ms: number): Promise<void> => spend(ms);
  const gate = new Gate(budget, { now: () => new Date(now) }, sleep);
  return { gate, spend, elapsed: () => now - 1_000_000 };
}

test('requests go out at the rate of the budget, and without one at once', async () => {
  for (const [requestsPerSecond, elapsedMs] of [
    [5, 2_000],
    [undefined, 0],
  ] as const) {
    const { gate, elapsed } = gateOf({ requestsPerSecond });
    for (let request = 0; request <= 10; request += 1) await gate.turn(never);
    expect(elapsed()).toBe(elapsedMs);
  }
});

test('a source that asks for less is asked half as often, and not before it said', async () => {
  const { gate, elapsed } = gateOf({ requestsPerSecond: 10 });
  await gate.turn(never);
  gate.answered({ ms: 0, slowDown: true, retryAfterMs: 3_000 });
  await gate.turn(never);
  expect(elapsed()).toBe(3_000);
  await gate.turn(never);
  expect(elapsed()).toBe(3_200);
  expect(gate.takeCost()).toMatchObject({ throttledMs: 3_200, slowMs: 0, askedMs: 3_200 });
});

test('without a request budget half the pace means resting as long as the answer took', async () => {
  const { gate, spend, elapsed } = gateOf({});
  await gate.turn(never);
  spend(400);
  gate.answered({ ms: 400, slowDown: true });
  await gate.turn(never);
  expect(elapsed()).toBe(800);
  expect(gate.takeCost()).toEqual({
    requests: 1,
    rows: 0,
    bytes: 0,
    busyMs: 400,
    longestMs: 400,
    throttledMs: 400,
    slowMs: 0,
    askedMs: 400,
  });
  expect(gate.takeCost().requests).toBe(0);
});

test.each<readonly [string, SourceBudget, RequestAnswer, WaitCause | null]>([
  ['the budget alone', { requestsPerSecond: 10 }, { ms: 0 }, 'budget'],
  ['a system that did not answer in time', { requestsPerSecond: 10 }, { ms: 0, timedOut: true }, 'slow'],
  ['one that did not, without a budget', {}, { ms: 400, timedOut: true }, 'slow'],
  ['a system that says 429', { requestsPerSecond: 10 }, { ms: 0, slowDown: true }, 'asked'],
  ['a system that says until when', {}, { ms: 0, retryAfterMs: 900 }, 'asked'],
  ['nothing', {}, { ms: 400 }, null],
])('what made the hub wait is told: %s', async (_, budget, answer, cause) => {
  const { gate } = gateOf(budget);
  await gate.turn(never);
  gate.answered(answer);
  await gate.turn(never);
  expect(mainCause(gate.takeCost())).toBe(cause);
});

test('a slow system is told as such until the pace is full again', async () => {
  const { gate, spend } = gateOf({ requestsPerSecond: 10 });
  const ask = async (ms: number): Promise<void> => {
    await gate.turn(never);
    gate.answered({ ms });
  };
  for (let calm = 0; calm < 9; calm += 1) await ask(10);
  expect(mainCause(gate.takeCost())).toBe('budget');
  await ask(5_000);
  await ask(10);
  gate.takeCost();
  await ask(10);
  expect(mainCause(gate.takeCost())).toBe('slow');
  for (let calm = 0; calm < 8; calm += 1) {
    spend(1_000);
    await ask(10);
  }
  gate.takeCost();
  await ask(10);
  expect([gate.factor, mainCause(gate.takeCost())]).toEqual([1, 'budget']);
});

test('rows and bytes keep to their rates whichever is tighter, in pages no larger than a second brings', async () => {
  const body = Buffer.from('{"A":"一二"}');
  const asked: number[] = [];
  const reader: Pick<SourceReader, 'read'> = {
    async *read({ pageSize }) {
      asked.push(pageSize);
      const row = {
        caseNumber: 'C',
        key: 'K',
        cursor: { at: null, key: [] },
        cursorAt: null,
        operation: 'put',
        body,
      };
      const page = { rows: Array.from({ length: pageSize }, () => row), end: null };
      for (let pages = 0; pages < 4; pages += 1) yield page as unknown as Page;
    },
  };
  for (const [budget, size, elapsedMs] of [
    [{ rowsPerSecond: 50 }, 50, 4_000],
    [{ rowsPerSecond: 50, bytesPerSecond: 350 }, 50, 8_000],
    [{}, 500, 0],
  ] as const) {
    const { gate, elapsed } = gateOf(budget);
    const stream = { mode: 'keyset' } as StreamDefinition;
    const pages = pacedReader(reader as SourceReader, gate).read(
      { stream, after: null, until: null, pageSize: 500 },
      never,
    );
    let rows = 0;
    for await (const page of pages) rows += page.rows.length;
    expect([rows, asked.at(-1), elapsed()]).toEqual([size * 4, size, elapsedMs]);
  }
});
