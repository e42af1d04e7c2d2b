import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubApp } from '../support/hub-set.js';
import { openHousingFront, type Front } from './support/front.js';

jest.setTimeout(300_000);

const apps = ['collect', 'normalise', 'relay', 'watch'] as const satisfies readonly HubApp[];
const patienceMs = 60_000;

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

test('a process that the database or the broker locks out says so in its own sentence, and still ends when told', async () => {
  const wrong = new URL(hub.databaseUrl);
  wrong.password = 'not-the-password';
  const doors = [
    { settings: { DATABASE_URL: wrong.href }, sentence: '枢纽数据库拒绝了账号或口令', locked: apps },
    {
      settings: { KAFKA_PASSWORD: 'not-the-password' },
      sentence: '消息队列拒绝了账号或口令',
      locked: ['normalise', 'relay'] as const,
    },
  ];
  for (const { settings, sentence, locked } of doors) {
    const started = await Promise.all(locked.map((app) => hub.start(app, settings)));
    await eventually(async () => {
      for (const one of started) expect(one.output()).toContain(sentence);
    });
    const ends = started.map((one) =>
      Promise.race([one.stop(), pause(patienceMs, 'still running', { ref: false })]),
    );
    expect((await Promise.all(ends)).filter((code) => code === 'still running')).toEqual([]);
  }
});
