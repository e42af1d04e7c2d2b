import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { RawRow, SourceReader } from '#base/contracts';
import { eventually } from '../../../../test/support/eventually.js';
import { emptyDatabase, randomId, type TestDatabase } from '../../../../test/support/servers.js';
import { rowsOf } from '../conformance/reading.js';
import { snapshotOver, sourceOver } from '../conformance/streams.js';
import { findConnector } from '../connectors.js';
import { postgresValues } from './postgres.values.js';

const slot = `hub_spec_${randomId()}`;
const whole = { ...snapshotOver('VALS'), key: ['K'], caseNumber: 'K' };
const logged = { ...whole, mode: 'log' as const };
let place: TestDatabase;
let owner: Client;
let reader: SourceReader;
let read: RawRow | undefined;
let followed: RawRow | undefined;

/** Everything a session of its own may print otherwise is set otherwise for the hub's account. */
const oddities = [
  "intervalstyle to 'iso_8601'",
  "datestyle to 'SQL, DMY'",
  "bytea_output to 'escape'",
  'extra_float_digits to -5',
  "timezone to 'America/New_York'",
];

const insert = (key: number): Promise<unknown> =>
  owner.query(`insert into VALS values (${key}, ${postgresValues.map(({ written }) => written).join(', ')})`);

beforeAll(async () => {
  place = await emptyDatabase();
  owner = new Client({ connectionString: place.url });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  for (const oddity of oddities)
    await owner.query(`alter database ${owner.escapeIdentifier(rows[0]?.name ?? '')} set ${oddity}`);
  await owner.query(`
    create type v_state as enum ('受理', '办结');
    create domain v_whole as int check (value > 0);
    create domain v_first as timestamp;
    create domain v_deep as v_first;
    create type v_pair as (a int, b text);
    create table VALS (K int primary key, ${postgresValues.map(({ type }, at) => `V${at} ${type}`).join(', ')});
    create publication hub for table vals;`);
  const settings = { log: { slot } };
  const source = { ...sourceOver('postgres', 'VALS', 10_000), settings, streams: [logged] };
  reader = await findConnector('postgres').open(source, () => place.url);
  const { log } = reader;
  if (!log) throw new Error('no log');
  const { place: known } = await log.standing(null);
  await insert(1);
  [read] = await rowsOf(reader, whole, { pageSize: 5, most: 5 });
  for await (const page of log.read([logged], known, 10, new AbortController().signal))
    followed ??= page.rows[0];
});

afterAll(async () => {
  await reader.close();
  const active = `select from pg_replication_slots where slot_name = '${slot}' and active`;
  await eventually(async () => expect((await owner.query(active)).rowCount).toBe(0));
  await owner.query('select pg_drop_replication_slot($1)', [slot]);
  await owner.end();
  await place.drop();
});

test.each(postgresValues.map((line, at) => [line.type, line.written, at] as const))(
  'PostgreSQL: a %s of %s arrives exactly',
  (_, __, at) => {
    const body: Record<string, unknown> = JSON.parse(String(read?.body));
    expect(body[`V${at}`]).toEqual(JSON.parse(postgresValues[at]?.body ?? ''));
  },
);

test('PostgreSQL: the log gives the same body as the table', () => {
  expect(JSON.parse(String(followed?.body))).toEqual(JSON.parse(String(read?.body)));
  expect(String(followed?.body)).toBe(String(read?.body));
});
