import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';
import { eventually } from '../../../../test/support/eventually.js';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { CrashGuard } from './crash-guard.js';
import { Database } from './database.js';

let place: TestDatabase;
let database: Database;
let handled: bigint[] = [];
let parked: bigint[] = [];

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 2, applicationName: 'test' });
});
beforeEach(() => {
  handled = [];
  parked = [];
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

function batchOf(from: number, to: number): ConsumedBatch {
  const messages = Array.from({ length: to - from + 1 }, (_, at) => ({
    offset: BigInt(from + at),
    key: null,
    value: null,
    headers: {},
    timestamp: 0,
  }));
  return { topic: 't', partition: 0, messages, highWatermark: BigInt(to + 1) };
}

const done = ({ messages }: ConsumedBatch): BatchOutcome => ({
  nextOffset: (messages.at(-1)?.offset ?? 0n) + 1n,
});

/** A process of its own: it handles batches until one holds `deadly`, over which it never comes back. */
function startProcess(deadly: bigint | null): CrashGuard {
  return new CrashGuard(database, 'test', {
    handle: (batch) => {
      if (batch.messages.some(({ offset }) => offset === deadly)) return new Promise(() => undefined);
      handled.push(...batch.messages.map(({ offset }) => offset));
      return Promise.resolve(done(batch));
    },
    park: (batch) => {
      parked.push(...batch.messages.map(({ offset }) => offset));
      return Promise.resolve(done(batch));
    },
  });
}

const left = async (): Promise<readonly string[]> =>
  (
    await database.query<{ told: string }>("select position || ' ' || attempts as told from ops.unfinished")
  ).rows.map(({ told }) => told);

/** A process that dies over what it was given, and how far it came. */
async function dies(from: number, to: number, expected: string): Promise<void> {
  void startProcess(7n).handle(batchOf(from, to));
  await eventually(async () => expect(await left()).toEqual([expected]));
}

test('the third death over a message that stood alone parks it, those around it are handled once', async () => {
  // A first one died over a batch in the middle of its life, of which nothing is written.
  await dies(5, 9, '5 1');
  await dies(5, 9, '7 2');
  await dies(7, 9, '7 3');
  await dies(7, 9, '7 4');
  expect(handled).toEqual([5n, 6n]);
  const next = startProcess(7n);
  expect(await next.handle(batchOf(7, 9))).toEqual({ nextOffset: 10n });
  expect([handled, parked]).toEqual([[5n, 6n, 8n, 9n], [7n]]);
  expect(await left()).toEqual([]);
});

test('in the steady state nothing is written down, and a process that is not dead leaves nothing behind', async () => {
  const guard = startProcess(null);
  await guard.handle(batchOf(1, 3));
  expect(await left()).toEqual([]);
  const written = database.query.bind(database);
  let statements = 0;
  const counting = new CrashGuard(
    { query: (text, values) => ((statements += 1), written(text, values)) },
    'test',
    { handle: (batch) => Promise.resolve(done(batch)), park: (batch) => Promise.resolve(done(batch)) },
  );
  await counting.handle(batchOf(1, 3));
  expect(statements).toBe(2);
  for (let at = 4; at < 40; at += 3) await counting.handle(batchOf(at, at + 2));
  expect(statements).toBe(2);
  const failing = new CrashGuard(database, 'test', {
    handle: () => Promise.reject(new Error('the database is away')),
    park: (batch) => Promise.resolve(done(batch)),
  });
  for (let tried = 0; tried < 5; tried += 1)
    await expect(failing.handle(batchOf(1, 3))).rejects.toThrow('away');
  expect(await left()).toEqual([]);
});
