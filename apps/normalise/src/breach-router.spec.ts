import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { brandAs, type Department, type RecordToPut, type SourceId } from '#base/contracts';
import { Database } from '#base/postgres';
import { putRecords, refreshCaseStatus } from '#libs/records';
import { BreachDesk } from '#libs/reporting';
import { OutboxMessageWriter } from '#libs/sending';
import { clauseTo, policyOf, policyWith, to } from '../../../test/support/routing-case.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { unifiedRow } from '../../../test/support/unified-row.js';
import { BreachRouter, type BreachStates } from './breach-router.js';
import { CaseRouter } from './case-router.js';
import { RetryBreaches } from './retry-breaches.js';

const front = brandAs<SourceId>('370800.xzspj.front');
const supervisor = brandAs<SourceId>('370800.zjj.supervision');
const bureau: Department = {
  ...to('xzspj'),
  name: '审批局',
  uscc: '11370800MBH700374B',
  role: 'approval',
  partitions: 1,
};
const snapshot = { ...policyWith([clauseTo('zjj')]), departments: [bureau], approvalBureau: () => bureau };
const policy = policyOf(snapshot);

let now = new Date('2026-11-20T02:00:00Z');
let clone: TestDatabase;
let database: Database;
let router: BreachRouter;
let cases: CaseRouter;
let retry: () => Promise<number>;
let desk: BreachDesk;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'breach-router spec' });
  const clock = { now: () => now };
  router = new BreachRouter(new OutboxMessageWriter(), v7);
  cases = new CaseRouter(new OutboxMessageWriter(), v7);
  const again = new RetryBreaches(database, policy, router, clock, { count: () => undefined });
  retry = () => again.retryNext();
  desk = new BreachDesk(database, clock);
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const inspection = (
  number: string,
  fields: Readonly<Record<string, string>> = {},
  revision = 1,
): RecordToPut =>
  unifiedRow(
    supervisor,
    'inspection',
    number,
    {
      counterpartyId: number,
      counterpartyName: `${number}公司`,
      actionName: '检查',
      checkResult: 'NOT_CONFORMING',
      checkedOn: '2026-11-20',
      ...fields,
    },
    revision,
  );

/** Puts supervision records and routes them, as a batch does. */
function inspect(records: readonly RecordToPut[], quiet: readonly string[] = []): Promise<BreachStates> {
  return database.transaction(async (tx) => {
    const { supervision } = await putRecords(tx, supervisor, records, now);
    return router.route(tx, supervision, new Set(quiet), { at: now, edition: await policy.current() });
  });
}

/** A licence of the holder is granted, as a batch does it. */
async function grant(number: string, holder: string): Promise<void> {
  const item = { itemCode: 'C1', itemName: '施工许可', regionCode: '370800', departmentUscc: bureau.uscc };
  const records = [
    unifiedRow(front, 'application', number, {
      applicantId: holder,
      applicantName: `${holder}公司`,
      appliedAt: '2026-01-01T00:00:00Z',
      ...item,
    }),
    unifiedRow(front, 'acceptance', number, {
      acceptedAt: '2026-01-02T00:00:00Z',
      nationalCatalogCode: 'C1',
      ...item,
    }),
    unifiedRow(front, 'result', number, {
      result: 'GRANTED',
      decidedAt: '2026-01-05T00:00:00Z',
      licenceNumber: `L-${number}`,
    }),
  ];
  await database.transaction(async (tx) => {
    const { touched, decisive } = await putRecords(tx, front, records, now);
    const moved = await refreshCaseStatus(tx, front, [...touched], now);
    await cases.route(tx, front, { decisive: [...decisive], moved }, [], {
      at: now,
      edition: await policy.current(),
    });
  });
}

async function toldOf(number: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ told: string }>(
    `select m.case_no || ' ' || (m.body -> 'record' ->> 'change') as told from feedback.message m
      where m.body -> 'record' ->> 'number' = $1 order by m.id`,
    [number],
  );
  return rows.map(({ told }) => told);
}

const stateOf = async (number: string): Promise<string | undefined> =>
  (await desk.ofRecord(number))[0]?.state;

test('a record tells the bureau that granted the licence once; a repeat says nothing, an edition that matters says it anew', async () => {
  await grant('C-1', 'H1');
  expect(await inspect([inspection('H1')])).toEqual(['told']);
  expect(await inspect([inspection('H1')])).toEqual([]);
  expect(await inspect([inspection('H1', { operatingAddress: '某路' }, 2)])).toEqual(['told']);
  expect(await toldOf('H1')).toEqual(['C-1 reported']);
  await inspect([
    inspection('H1', { actionName: '复查' }, 3),
    inspection('H1', { checkResult: 'CONFORMING' }, 4),
  ]);
  expect(await toldOf('H1')).toEqual(['C-1 reported', 'C-1 withdrawn']);
  expect(await desk.ofCase({ source: front, caseNumber: brandAs('C-1') })).toMatchObject([
    { number: 'H1', state: 'withdrawn' },
  ]);
});

test('a licence that arrives after its inspection is matched when it arrives', async () => {
  expect(await inspect([inspection('H2')])).toEqual(['nobody']);
  expect(await retry()).toBe(0);
  await grant('C-2', 'H2');
  expect([await retry(), await retry()]).toEqual([1, 0]);
  expect(await toldOf('H2')).toEqual(['C-2 reported']);
});

test('what found nobody is looked at once more, since its licence may be in a commit beside it', async () => {
  await inspect([inspection('H3')]);
  now = new Date(now.getTime() + 61_000);
  expect([await retry(), await retry()]).toEqual([1, 0]);
  expect(await stateOf('H3')).toBe('nobody');
});

test('several licences and nothing that names one wait for a person, whose choice is told and kept', async () => {
  await grant('C-4', 'H4');
  await grant('C-5', 'H4');
  expect(await inspect([inspection('H4')])).toEqual(['ambiguous']);
  const [open] = await desk.list(['ambiguous']);
  expect(open?.candidates.map(({ caseNumber }) => String(caseNumber)).toSorted()).toEqual(['C-4', 'C-5']);
  const decision = { by: '王某', why: '与部门核实' };
  expect(await desk.match(open?.id ?? '', ['C-1'], decision)).toBeNull();
  expect(await desk.match(open?.id ?? '', ['C-5'], decision)).toMatchObject([{ caseNumber: 'C-5' }]);
  await retry();
  await inspect([inspection('H4', { actionName: '复查' }, 2)]);
  expect(await toldOf('H4')).toEqual(['C-5 reported', 'C-5 corrected']);
});

test('what a person dismissed stays so until the record changes; what was kept quiet is told when asked for', async () => {
  await grant('C-6', 'H6');
  await inspect([inspection('N6', { counterpartyName: 'H6公司', counterpartyId: '' })]);
  const [open] = await desk.ofRecord('N6');
  expect(await desk.dismiss(open?.id ?? '', { by: '王某', why: '同名' })).toBe(true);
  expect(
    await inspect([
      inspection('N6', { counterpartyName: 'H6公司', counterpartyId: '', actionName: '复查' }, 2),
    ]),
  ).toEqual(['ambiguous']);
  expect(await inspect([inspection('H6')], ['H6'])).toEqual(['quiet']);
  expect(await desk.retry({ id: null, source: supervisor, states: ['quiet'] }, '王某')).toBe(1);
  await retry();
  expect(await toldOf('H6')).toEqual(['C-6 reported']);
  const { rows } = await database.query(
    "select action from ops.audit where action like 'breach.%' order by id",
  );
  expect(rows.map((one) => one['action'])).toEqual(['breach.match', 'breach.dismiss', 'breach.retry']);
});
