import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type RecordToPut } from '#base/contracts';
import { BreachOffice, front, supervisor } from '../../../test/support/breach-office.js';
import { unifiedRow } from '../../../test/support/unified-row.js';

let office: BreachOffice;

beforeAll(async () => {
  office = await BreachOffice.open();
});

afterAll(() => office.close());

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

test('a record tells the bureau that granted the licence once; a repeat says nothing, an edition that matters says it anew', async () => {
  await office.grant('C-1', 'H1');
  expect(await office.inspect([inspection('H1')])).toEqual(['told']);
  expect(await office.inspect([inspection('H1')])).toEqual([]);
  expect(await office.inspect([inspection('H1', { operatingAddress: '某路' }, 2)])).toEqual(['told']);
  expect(await office.toldOf('H1')).toEqual(['C-1 reported']);
  await office.inspect([
    inspection('H1', { actionName: '复查' }, 3),
    inspection('H1', { checkResult: 'CONFORMING' }, 4),
  ]);
  expect(await office.toldOf('H1')).toEqual(['C-1 reported', 'C-1 withdrawn']);
  expect(await office.desk.ofCase({ source: front, caseNumber: brandAs('C-1') })).toMatchObject([
    { number: 'H1', state: 'withdrawn' },
  ]);
});

test('a licence that arrives after its inspection is matched when it arrives', async () => {
  expect(await office.inspect([inspection('H2')])).toEqual(['nobody']);
  expect(await office.retry()).toBe(0);
  await office.grant('C-2', 'H2');
  expect([await office.retry(), await office.retry()]).toEqual([1, 0]);
  expect(await office.toldOf('H2')).toEqual(['C-2 reported']);
});

test('what found nobody is looked at once more, since its licence may be in a commit beside it', async () => {
  await office.inspect([inspection('H3')]);
  office.now = new Date(office.now.getTime() + 61_000);
  expect([await office.retry(), await office.retry()]).toEqual([1, 0]);
  expect(await office.stateOf('H3')).toBe('nobody');
});

test('several licences and nothing that names one wait for a person, whose choice is told and kept', async () => {
  await office.grant('C-4', 'H4');
  await office.grant('C-5', 'H4');
  expect(await office.inspect([inspection('H4')])).toEqual(['ambiguous']);
  const [open] = await office.desk.list(['ambiguous']);
  expect(open?.candidates.map(({ caseNumber }) => String(caseNumber)).toSorted()).toEqual(['C-4', 'C-5']);
  const decision = { by: '王某', why: '与部门核实' };
  expect(await office.desk.match(open?.id ?? '', ['C-1'], decision)).toBeNull();
  expect(await office.desk.match(open?.id ?? '', ['C-5'], decision)).toMatchObject([{ caseNumber: 'C-5' }]);
  await office.retry();
  await office.inspect([inspection('H4', { actionName: '复查' }, 2)]);
  expect(await office.toldOf('H4')).toEqual(['C-5 reported', 'C-5 corrected']);
});

test('what a person dismissed stays so until the record changes; what was kept quiet is told when asked for', async () => {
  await office.grant('C-6', 'H6');
  await office.inspect([inspection('N6', { counterpartyName: 'H6公司', counterpartyId: '' })]);
  const [open] = await office.desk.ofRecord('N6');
  expect(await office.desk.dismiss(open?.id ?? '', { by: '王某', why: '同名' })).toBe(true);
  expect(
    await office.inspect([
      inspection('N6', { counterpartyName: 'H6公司', counterpartyId: '', actionName: '复查' }, 2),
    ]),
  ).toEqual(['ambiguous']);
  expect(await office.inspect([inspection('H6')], ['H6'])).toEqual(['quiet']);
  expect(await office.desk.retry({ id: null, source: supervisor, states: ['quiet'] }, '王某')).toBe(1);
  await office.retry();
  expect(await office.toldOf('H6')).toEqual(['C-6 reported']);
  const { rows } = await office.database.query(
    "select action from ops.audit where action like 'breach.%' order by id",
  );
  expect(rows.map((one) => one['action'])).toEqual(['breach.match', 'breach.dismiss', 'breach.retry']);
});
