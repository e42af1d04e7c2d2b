import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import {
  cookCases,
  insertions,
  openApprovalFront,
  openHousingFront,
  rowName,
  type Front,
} from './support/front.js';
import { readTopics } from './support/topics.js';
import { rawTopic } from './support/truth.js';

jest.setTimeout(300_000);

const { approval, housing } = cookCases('two collectors', 400);
const leaseMs = 4_000;

let hub: HubSet;
let fronts: readonly [Front, Front];
const collectors: HubProcess[] = [];

interface Lease {
  readonly source: string;
  readonly owner: string;
  readonly held: boolean;
}

beforeAll(async () => {
  fronts = [await openApprovalFront(), await openHousingFront()];
  hub = await HubSet.open({
    sources: fronts.map(({ source }) => source),
    settings: {
      HUB_COLLECT_LEASE_MS: String(leaseMs),
      HUB_COLLECT_HEARTBEAT_MS: '1000',
      HUB_COLLECT_CLAIM_MS: '500',
    },
  });
  for (let count = 0; count < 2; count += 1) collectors.push(await hub.start('collect'));
});

afterAll(async () => {
  await hub.close();
  for (const front of fronts) await front.close();
});

async function leases(): Promise<readonly Lease[]> {
  const { rows } = await hub.database.query<Lease>(
    'select source, owner, held_until > now() as held from intake.lease order by source',
  );
  return rows;
}

async function pour(front: Front, rows: readonly FrontRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 100) {
    await front.database.insert(insertions(rows.slice(from, from + 100)));
    await pause(100);
  }
}

const half = (rows: readonly FrontRow[], which: 0 | 1): readonly FrontRow[] => {
  const middle = Math.ceil(rows.length / 2);
  return which === 0 ? rows.slice(0, middle) : rows.slice(middle);
};

/** Names of the rows on a front's raw topic, each as often as it was published. */
async function publishedRows(front: Front): Promise<readonly string[]> {
  const messages = await readTopics(hub.settingsOf(), [rawTopic(hub, front)]);
  return messages.map(({ value, headers }) => {
    const body = JSON.parse(value?.toString('utf8') ?? '') as Record<string, unknown>;
    return rowName(front.edition, headers['stream'] as Parameters<typeof rowName>[1], body);
  });
}

async function everythingIsPublished(): Promise<void> {
  const expected = (await Promise.all(fronts.map((front) => front.rowNames()))).flat().length;
  await eventually(async () => {
    const { rows } = await hub.database.query<{ count: number }>(
      'select sum(rows_published)::int as count from intake.checkpoint',
    );
    expect(rows[0]?.count).toBeGreaterThanOrEqual(expected);
  }, 200_000);
}

test('two collectors share two sources, one each, and no row is published twice', async () => {
  await eventually(async () => {
    const found = await leases();
    expect(new Set(found.filter(({ held }) => held).map(({ owner }) => owner)).size).toBe(2);
  });
  await Promise.all([pour(fronts[0], half(approval.rows, 0)), pour(fronts[1], half(housing.rows, 0))]);
  await everythingIsPublished();
  for (const front of fronts) {
    const rows = await publishedRows(front);
    expect(rows.toSorted()).toEqual((await front.rowNames()).toSorted());
  }
});

test('one is killed: the other reads its source within the lease, and nothing is lost', async () => {
  const dead = (await leases()).filter(({ owner }) => owner.includes(`/${collectors[0]?.pid}/`));
  expect(dead).toHaveLength(1);
  const load = Promise.all([pour(fronts[0], half(approval.rows, 1)), pour(fronts[1], half(housing.rows, 1))]);
  await pause(300);
  await collectors[0]?.kill();
  const killedAt = performance.now();
  await eventually(async () => {
    const owners = (await leases()).filter(({ held }) => held).map(({ owner }) => owner.split('/')[1]);
    expect(owners).toEqual([String(collectors[1]?.pid), String(collectors[1]?.pid)]);
  });
  // The lease, one round of claiming after it, and something for a busy machine.
  expect(performance.now() - killedAt).toBeLessThan(leaseMs + 500 + 3_000);
  await load;
  await everythingIsPublished();
  for (const front of fronts) {
    const names = new Set(await publishedRows(front));
    expect([...names].toSorted()).toEqual((await front.rowNames()).toSorted());
  }
});

test('no two runs of a source overlap', async () => {
  const { rows } = await hub.database.query(
    `select a.source, a.id from intake.run a join intake.run b on b.source = a.source and b.id > a.id
      where a.outcome <> 'abandoned' and a.ended_at > b.started_at`,
  );
  expect(rows).toEqual([]);
});
