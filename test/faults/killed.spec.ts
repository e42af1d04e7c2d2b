import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { diceOf, type FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { HubSet, type HubApp, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, openHousingFront, type Front } from './support/front.js';
import {
  allSpoken,
  compareWithSource,
  compareWithTopics,
  grants,
  noDifference,
  settle,
  unevenRetractions,
} from './support/truth.js';

jest.setTimeout(300_000);

const { approval, housing } = cookCases('killed', 600);
const apps = ['collect', 'normalise', 'relay'] as const satisfies readonly HubApp[];
const kills = 14;
const rowsAtOnce = 40;

let hub: HubSet;
let fronts: readonly [Front, Front];
const running = new Map<HubApp, HubProcess>();
let killed = 0;

beforeAll(async () => {
  fronts = [await openApprovalFront(), await openHousingFront()];
  // A killed collector's sources are free again after two seconds, so that every kill meets work under way.
  const settings = {
    HUB_COLLECT_LEASE_MS: '2000',
    HUB_COLLECT_HEARTBEAT_MS: '500',
    HUB_COLLECT_CLAIM_MS: '300',
  };
  hub = await HubSet.open({ sources: fronts.map(({ source }) => source), settings });
  for (const app of apps) running.set(app, await hub.start(app));
  const load = Promise.all([pour(fronts[0], approval.rows), pour(fronts[1], housing.rows)]);
  await Promise.all([load, killAtRandom()]);
  await settle(hub, fronts);
});

afterAll(async () => {
  await hub.close();
  for (const front of fronts) await front.close();
});

/** Writes rows bit by bit, as they were written in life, so that something is under way at every moment. */
async function pour(front: Front, rows: readonly FrontRow[]): Promise<void> {
  const ordered = [...rows.filter(({ wave }) => wave === 1), ...rows.filter(({ wave }) => wave === 2)];
  for (let from = 0; from < ordered.length; from += rowsAtOnce) {
    await front.database.insert(insertions(ordered.slice(from, from + rowsAtOnce)));
    await pause(150);
  }
}

async function killAtRandom(): Promise<void> {
  const dice = diceOf('kill -9');
  for (; killed < kills; killed += 1) {
    await pause(dice.between(300, 1_800));
    const app = apps[killed % apps.length] ?? 'collect';
    await running.get(app)?.kill();
    running.set(app, await hub.start(app));
  }
}

test('after kill -9 of every process again and again, each source row is in history exactly once, or parked', async () => {
  expect(killed).toBe(kills);
  for (const front of fronts) expect(await compareWithSource(hub, front)).toEqual(noDifference);
});

test('each granted case is told to each of its supervising departments exactly once', async () => {
  for (const { cases } of [approval, housing]) {
    const { owed, told } = await grants(hub, cases);
    expect(told).toEqual(owed);
  }
});

test('who was told of a grant that was taken back is told so once, after it', async () => {
  for (const { cases } of [approval, housing]) expect(await unevenRetractions(hub, cases)).toEqual([]);
});

test('every message is on its department’s topic, with one content an id and in order per key', async () => {
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});
