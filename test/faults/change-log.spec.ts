import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { brandAs } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';
import { emptyDatabase, type TestDatabase } from '../support/servers.js';
import { readTopics } from './support/topics.js';

jest.setTimeout(300_000);

const id = '370800.zjj.log';
const cases = 60;
const kills = 2;
let place: TestDatabase;
let owner: Client;
let hub: HubSet;

const yaml = `
document: source
id: ${id}
name: 变更日志
connector: postgres
standard: shandong-front
generation: B
settings: { log: { slot: hub_fault_log } }
read: { pageSize: 20, poll: 100ms }
streams: [{ name: result, kind: result, table: DONE, mode: log, key: [PROJID], caseNumber: PROJID }]
`;

beforeAll(async () => {
  place = await emptyDatabase();
  owner = new Client({ connectionString: place.url });
  await owner.connect();
  await owner.query('create table DONE (PROJID text primary key, NOTE int)');
  await owner.query('create publication hub for table DONE');
  await owner.query(`insert into DONE select 'C' || n, 0 from generate_series(1, ${cases}) n`);
  const settings = {
    HUB_COLLECT_LEASE_MS: '2000',
    HUB_COLLECT_HEARTBEAT_MS: '500',
    HUB_COLLECT_CLAIM_MS: '200',
    HUB_COLLECT_RETRY_FIRST_MS: '100',
  };
  hub = await HubSet.open({ sources: [{ id, yaml, url: place.url }], settings });
});

afterAll(async () => {
  await hub.close();
  const active = `select from pg_replication_slots where slot_name = 'hub_fault_log' and active`;
  await eventually(async () => expect((await owner.query(active)).rowCount).toBe(0));
  await owner.query(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'hub_fault_log'`,
  );
  await owner.end();
  await place.drop();
});

const published = async (): Promise<number> => {
  const text = 'select rows_published::int as rows from intake.checkpoint where source = $1';
  return (await hub.database.query<{ rows: number }>(text, [id])).rows[0]?.rows ?? 0;
};

/** What the raw topic says of every key in the end; a deleted one is left out. */
async function told(): Promise<Readonly<Record<string, number>>> {
  const last = new Map<string, number>();
  for (const { key, value, headers } of await readTopics(hub.settingsOf(), [
    new TopicNames(hub.prefix).raw(brandAs(id)),
  ])) {
    const body: { readonly NOTE: number } = JSON.parse(String(value));
    if (String(headers['operation']) === 'delete') last.delete(String(key));
    else last.set(String(key), body.NOTE);
  }
  return Object.fromEntries(last);
}

test('a collector killed again and again while it follows the log loses no change and no deletion', async () => {
  let collect = await hub.start('collect');
  await eventually(async () => expect(await published()).toBe(cases), 200_000);
  for (let round = 1; round <= kills; round += 1) {
    const before = await published();
    for (let note = 0; note < 40; note += 1)
      await owner.query(`update DONE set NOTE = ${round * 100 + note} where PROJID like $1`, [
        `C${note % 10}%`,
      ]);
    await eventually(async () => expect(await published()).toBeGreaterThan(before), 200_000);
    await collect.kill();
    await owner.query(`delete from DONE where PROJID like 'C${round}_'`);
    await owner.query(`insert into DONE values ('N${round}', ${round})`);
    collect = await hub.start('collect');
  }
  const { rows: ends } = await owner.query<{ place: string }>(
    'select pg_current_wal_flush_lsn()::text as place',
  );
  await eventually(async () => {
    const text = `select from intake.checkpoint where source = $1 and (cursor ->> 'at')::pg_lsn >= $2::pg_lsn`;
    expect((await hub.database.query(text, [id, ends[0]?.place])).rowCount).toBe(1);
  }, 200_000);
  const { rows } = await owner.query<{ projid: string; note: number }>('select projid, note from DONE');
  expect(await told()).toEqual(Object.fromEntries(rows.map(({ projid, note }) => [projid, note])));
  expect(await collect.stop()).toBe(0);
});
