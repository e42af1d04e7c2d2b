import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { brandAs, type RecordToPut, type SourceId } from '#base/contracts';
import { Database } from '#base/postgres';
import { openTelemetry } from '#base/telemetry';
import { putRecords, refreshCaseStatus } from '#libs/records';
import { askTelling } from '#libs/reporting';
import { OutboxMessageWriter } from '#libs/sending';
import { foreseen } from '../../../test/support/foreseen.js';
import { clauseTo, policyOf, policyWith } from '../../../test/support/routing-case.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { unifiedRow } from '../../../test/support/unified-row.js';
import { CaseRouter } from './case-router.js';
import { TellWithheld } from './tell-withheld.js';

const source = brandAs<SourceId>('370800.xzspj.front');
const sync = clauseTo('zjj', { id: 'm-sync', kind: 'status-sync', receipts: ['received'] });
const policy = policyOf(policyWith([clauseTo('zjj'), sync]));
const now = new Date('2026-11-20T02:00:00Z');

let clone: TestDatabase;
let database: Database;
let router: CaseRouter;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 8, applicationName: 'status-router spec' });
  router = new CaseRouter(new OutboxMessageWriter(), v7);
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const item = { itemCode: 'C1', itemName: '施工许可', regionCode: '370800' };
const parts = {
  applied: [
    'application',
    { applicantId: 'H1', applicantName: '某公司', appliedAt: '2026-11-01T00:00:00Z', ...item },
  ],
  accepted: ['acceptance', { acceptedAt: '2026-11-02T00:00:00Z', nationalCatalogCode: 'C1', ...item }],
  step: ['step', { name: '审查' }],
  special: ['specialProcedure', { procedureType: 'HEARING', startedAt: '2026-11-03T00:00:00Z' }],
  done: ['result', { result: 'GRANTED', decidedAt: '2026-11-10T00:00:00Z', licenceNumber: 'L-1' }],
  renewed: ['result', { result: 'GRANTED', decidedAt: '2026-11-10T00:00:00Z', licenceNumber: 'L-2' }, 2],
} as const;

type Name = keyof typeof parts;

/** Puts records of cases and routes them, as a batch does; `quiet` as a first load does. `between` runs once the records are put. */
async function arriveAll(
  numbers: readonly string[],
  names: readonly Name[],
  quiet = false,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const puts = numbers.flatMap((number) =>
    names.map((name): RecordToPut => {
      const [kind, fields, revision = 1] = parts[name];
      return unifiedRow(source, kind, number, fields, revision);
    }),
  );
  const entries = puts.map((put) => ({
    put,
    offset: put.position.offset,
    ...(quiet && { quiet: 'first-load' }),
  }));
  const edition = await policy.current();
  return database.transaction(async (tx) => {
    const { touched, decisive } = await putRecords(tx, source, puts, now);
    const moved = await refreshCaseStatus(tx, source, [...touched], now);
    await between();
    const changed = { decisive: [...decisive], moved };
    return (await router.route(tx, source, changed, entries, { at: now, edition })).messages;
  });
}

function arrive(number: string, names: readonly Name[], quiet = false): Promise<number> {
  return arriveAll([number], names, quiet);
}

/** What was told of a case, in order, and where each delivery stands. */
async function told(number: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ told: string }>(
    `select concat_ws(' ', m.kind, m.body ->> 'state', d.state) as told
       from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.case_no = $1 order by m.id`,
    [number],
  );
  return rows.map((row) => row.told);
}

async function withheld(number: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ held: string }>(
    `select concat_ws(' ', kind, body ->> 'state') as held from feedback.withheld where case_no = $1 order by kind`,
    [number],
  );
  return rows.map((row) => row.held);
}

test('each state is told once, the newer in the place of the older, beside the decision', async () => {
  await arrive('S-1', ['applied']);
  await arrive('S-1', ['applied', 'accepted']);
  expect(await arrive('S-1', ['accepted'])).toBe(0);
  await arrive('S-1', ['special']);
  expect(await arrive('S-1', ['step'])).toBe(0);
  await arrive('S-1', ['done']);
  expect(await told('S-1')).toEqual([
    'status-sync REGISTERED cancelled',
    'status-sync ACCEPTED cancelled',
    'status-sync SUSPENDED cancelled',
    'status-sync CLOSED pending',
    'license-decision pending',
  ]);
});

test('a preview foresees each state and decision that is told, and none that was told before', async () => {
  const line = (kind: string, says: string, owed: string) => [`S-4 370800.zjj ${kind} ${says} ${owed}`];
  const steps: readonly (readonly [readonly (keyof typeof parts)[], readonly string[]])[] = [
    [['applied'], line('status-sync', 'REGISTERED', 'received')],
    [['applied', 'accepted'], line('status-sync', 'ACCEPTED', 'received')],
    [['accepted'], []],
    [['special'], line('status-sync', 'SUSPENDED', 'received')],
    [['step'], []],
    [
      ['done'],
      [...line('status-sync', 'CLOSED', 'received'), ...line('license-decision', 'granted', 'claimed')],
    ],
  ];
  for (const [names, expected] of steps) {
    const rows = names.map((name) => unifiedRow(source, parts[name][0], 'S-4', parts[name][1]));
    expect(await foreseen(database, source, await policy.current(), rows, now)).toEqual(expected);
    expect(await arrive('S-4', names)).toBe(expected.length);
  }
});

test('a first load tells no state; the next change does, and what a person asks for is told as things stand', async () => {
  await arrive('S-2', ['applied', 'accepted'], true);
  await arrive('S-3', ['applied', 'accepted', 'done'], true);
  expect([await told('S-2'), await withheld('S-2')]).toEqual([[], ['status-sync ACCEPTED']]);
  expect(await withheld('S-3')).toEqual(['license-decision', 'status-sync CLOSED']);
  await arrive('S-2', ['special']);
  expect([await told('S-2'), await withheld('S-2')]).toEqual([['status-sync SUSPENDED pending'], []]);
  const edition = await policy.current();
  await database.transaction((tx) => router.tell(tx, source, [brandAs('S-3')], { at: now, edition }));
  expect(await told('S-3')).toEqual(['status-sync CLOSED pending', 'license-decision pending']);
  expect(await withheld('S-3')).toEqual([]);
});

const asking = { source, reason: null };
const silent = openTelemetry({ process: 'normalise', log: { file: '', level: 'error' } });
const teller = () => new TellWithheld(database, policy, router, { now: () => now }, silent);

test('what is told on purpose waits for no case that changes just now, and is told afterwards, once', async () => {
  await arrive('S-5', ['applied', 'accepted', 'done'], true);
  await askTelling(database, { now: () => now }, asking, 'spec');
  const [put, told5] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const live = arriveAll(['S-5'], ['renewed'], false, async () => {
    put.resolve();
    await told5.promise;
  });
  await put.promise;
  expect(await teller().tellNext()).toBe(0);
  told5.resolve();
  expect(await live).toBe(1);
  expect(await told('S-5')).toEqual(['license-decision pending']);
  expect(await teller().tellNext()).toBe(1);
  expect(await told('S-5')).toEqual(['license-decision pending', 'status-sync CLOSED pending']);
  expect(await withheld('S-5')).toEqual([]);
});

test('telling on purpose beside live changes of the same cases neither deadlocks nor tells anything twice', async () => {
  const numbers = Array.from({ length: 24 }, (_, place) => `S-9${String(place).padStart(2, '0')}`);
  await arriveAll(numbers, ['applied', 'accepted', 'done'], true);
  const tell = async (): Promise<void> => {
    for (let round = 0; round < 12; round += 1) await teller().tellNext();
  };
  const change = async (): Promise<void> => {
    for (let at = numbers.length; at > 0; at -= 4)
      await arriveAll(numbers.slice(at - 4, at).toReversed(), ['renewed']);
  };
  const ask = () => askTelling(database, { now: () => now }, asking, 'spec');
  await Promise.all([tell(), ask(), change(), tell(), ask()]);
  await ask();
  while ((await teller().tellNext()) > 0);
  const { rows } = await database.query<{ number: string; says: readonly string[] }>(
    `select m.case_no as number, array_agg(coalesce(m.body #>> '{licence,number}', m.body ->> 'state') order by m.id) as says
       from feedback.message m where m.case_no like 'S-9%' group by 1 order by 1`,
  );
  expect(rows.map(({ number }) => number)).toEqual(numbers);
  for (const { says } of rows) {
    expect(says.toSorted()).toEqual([...new Set(says)].toSorted());
    expect(says).toEqual(expect.arrayContaining(['L-2', 'CLOSED']));
  }
});
