import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { HubSet, type HubApp } from '../support/hub-set.js';
import { openHousingFront, type Front } from './support/front.js';

jest.setTimeout(90_000);

const apps = ['collect', 'normalise', 'relay', 'watch'] as const satisfies readonly HubApp[];
const patienceMs = 15_000;

let front: Front;
let hub: HubSet;

beforeAll(async () => {
  front = await openHousingFront();
  hub = await HubSet.open({ sources: [front.source] });
});

afterAll(async () => {
  await hub.close();
  await front.close();
});

test('told to stop at any moment of its start, a process ends and leaves nothing behind', async () => {
  for (const afterMs of [700, 1_200, 1_700, 2_500]) {
    const started = await Promise.all(apps.map((app) => hub.start(app)));
    await pause(afterMs);
    const ends = started.map((one) =>
      Promise.race([one.stop(), pause(patienceMs, 'still running', { ref: false })]),
    );
    const codes = await Promise.all(ends);
    expect(codes.filter((code) => code === 'still running')).toEqual([]);
  }
  const { rows } = await hub.database.query(
    "select application_name from pg_stat_activity where datname = current_database() and application_name like 'hub %' and application_name <> 'hub test'",
  );
  expect(rows).toEqual([]);
});

test('a relay that the database locks out ends with a sentence and does not linger in its group', async () => {
  const wrong = new URL(hub.databaseUrl);
  wrong.password = 'not-the-password';
  const relay = await hub.start('relay', { DATABASE_URL: wrong.href });
  const waited = performance.now();
  while (relay.running() && performance.now() - waited < patienceMs) await pause(100);
  expect(relay.running()).toBe(false);
  expect(relay.output()).toContain('故障');
});
