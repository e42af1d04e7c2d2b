import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, type Front } from './support/front.js';
import {
  allSpoken,
  compareWithSource,
  compareWithTopics,
  grants,
  noDifference,
  settle,
} from './support/truth.js';

jest.setTimeout(300_000);

const { approval } = cookCases('stale assignment', 1_500);
const firstWave = approval.rows.filter(({ wave }) => wave === 1);

let front: Front;
let hub: HubSet;
let frozen: HubProcess;
let successor: HubProcess;

beforeAll(async () => {
  front = await openApprovalFront();
  // Small batches, so that the freeze meets one under way.
  hub = await HubSet.open({
    sources: [front.source],
    settings: { HUB_NORMALISE_MAX_BYTES_PER_PARTITION: '60000' },
  });
  await front.database.insert(insertions(firstWave));
  const relay = hub.start('relay');
  const collect = await hub.start('collect');
  await eventually(async () => expect(await published()).toBe(firstWave.length), 200_000);
  await collect.stop();
  frozen = await hub.start('normalise');
  await relay;
});

afterAll(async () => {
  await hub.close();
  await front.close();
});

async function published(): Promise<number> {
  const { rows } = await hub.database.query<{ count: number }>(
    'select coalesce(sum(rows_published), 0)::int as count from intake.checkpoint',
  );
  return rows[0]?.count ?? 0;
}

async function taken(): Promise<readonly number[]> {
  const { rows } = await hub.database.query<{ taken: number }>(
    'select taken::int from ops.fence order by partition',
  );
  return rows.map((row) => row.taken);
}

/** Freezes the worker while one of its transactions is open, so that it also holds a partition's fence. */
async function freezeInsideTransaction(): Promise<void> {
  await eventually(async () => {
    process.kill(frozen.pid, 'SIGSTOP');
    const { rowCount } = await hub.database.query(
      `select from pg_stat_activity
        where datname = current_database() and application_name = 'hub normalise' and state = 'idle in transaction'`,
    );
    if (rowCount > 0) return;
    process.kill(frozen.pid, 'SIGCONT');
    throw new Error('no transaction was open');
  });
}

test('a frozen worker that holds a fence is replaced: its partitions are worked through by another', async () => {
  await eventually(
    async () => expect((await taken()).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(500),
    60_000,
  );
  await freezeInsideTransaction();
  const before = (await taken()).reduce((sum, one) => sum + one, 0);
  expect(before).toBeLessThan(firstWave.length);
  successor = await hub.start('normalise');
  await settle(hub, [front]);
});

test('thawed, it finds its batch behind the fence and changes nothing', async () => {
  const before = await taken();
  process.kill(frozen.pid, 'SIGCONT');
  await front.database.insert(insertions(approval.rows.filter(({ wave }) => wave === 2)));
  await hub.start('collect');
  await settle(hub, [front]);
  expect((await taken()).reduce((sum, one) => sum + one, 0)).toBe(approval.rows.length);
  expect(before.reduce((sum, one) => sum + one, 0)).toBe(firstWave.length);
  expect(await compareWithSource(hub, front)).toEqual(noDifference);
  const { owed, told } = await grants(hub, approval.cases);
  expect(told).toEqual(owed);
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});

test('both end cleanly', async () => {
  expect(await frozen.stop()).toBe(0);
  expect(await successor.stop()).toBe(0);
});
