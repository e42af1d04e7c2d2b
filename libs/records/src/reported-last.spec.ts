import { brandAs, type CaseNumber, type RecordToPut } from '#base/contracts';
import { kinds } from '#base/model';
import { Database } from '#base/postgres';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import {
  statedRow as rowOf,
  statedSource as source,
  type Stated as Statement,
} from '../../../test/support/stated-row.js';
import { foreseeCases, putRecords, readCaseFacts, readHolderCases, refreshCaseStatus } from './index.js';

let clone: TestDatabase;
let database: Database;
let cases = 0;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'reported-last spec' });
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function put(...records: readonly RecordToPut[]): Promise<void> {
  await database.transaction(async (tx) => {
    const { touched } = await putRecords(tx, source, records, new Date());
    await refreshCaseStatus(tx, source, [...touched], new Date());
  });
}

function newCase(): CaseNumber {
  cases += 1;
  return brandAs<CaseNumber>(`L-${cases}`);
}

/** What the status, the facts and the licences of a holder each take for the case's result. */
async function resultOf(number: CaseNumber): Promise<unknown> {
  const { rows } = await database.query<{ result: string }>(
    'select result from unified.case_status where case_no = $1',
    [number],
  );
  const facts = await database.transaction((tx) => readCaseFacts(tx, source, [number]));
  expect(facts[0]?.resultRecord?.['result']).toBe(rows[0]?.result);
  return rows[0]?.result;
}

async function findings(number: CaseNumber): Promise<readonly string[]> {
  const { rows } = await database.query<{ code: string }>(
    'select code from unified.finding where case_no = $1 order by id',
    [number],
  );
  return rows.map(({ code }) => code);
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    permutations(items.toSpliced(at, 1)).map((others): readonly Item[] => [item, ...others]),
  );
}

const granted: Statement = { rowKey: 'K5', says: 'GRANTED' };

describe.each<[string, readonly Statement[], string]>([
  [
    'a void that is reported later is followed, whichever row id is higher',
    [granted, { rowKey: 'A1', says: 'VOIDED', reportedAt: '2026-03-03T11:00:00+08:00' }],
    'VOIDED',
  ],
  [
    'a void whose row id is higher is followed as well',
    [granted, { rowKey: 'Z9', says: 'VOIDED', reportedAt: '2026-03-03T11:00:00+08:00' }],
    'VOIDED',
  ],
  [
    'a void of a licence that was corrected before is followed, although it is the first edition of its own row',
    [
      { ...granted, revision: 300 },
      { rowKey: 'A1', says: 'VOIDED', reportedAt: '2026-03-03T11:00:00+08:00' },
    ],
    'VOIDED',
  ],
  [
    'a void dated without an hour, and so before the grant of the same day, is followed when it is reported later',
    [
      granted,
      {
        rowKey: 'A1',
        says: 'VOIDED',
        at: '2026-03-02T00:00:00+08:00',
        reportedAt: '2026-03-03T11:00:00+08:00',
      },
    ],
    'VOIDED',
  ],
  [
    'of rows reported at one time, the higher revision speaks',
    [
      { ...granted, rowKey: 'B' },
      { rowKey: 'A', says: 'VOIDED', revision: 200 },
      { rowKey: 'C', says: 'REFUSED', revision: 50 },
    ],
    'VOIDED',
  ],
  [
    'of rows reported at one time under one revision, the one read last speaks',
    [
      { ...granted, rowKey: 'B', readAt: '2026-03-02T04:00:00.000Z' },
      { rowKey: 'A', says: 'VOIDED', readAt: '2026-03-02T05:00:00.000Z' },
      { rowKey: 'C', says: 'REFUSED', readAt: '2026-03-02T03:00:00.000Z' },
    ],
    'VOIDED',
  ],
  [
    'across partitions, whose offsets do not compare, the time of reading decides',
    [
      { ...granted, partition: 1, offset: 900_000n, readAt: '2026-03-02T04:00:00.000Z' },
      { rowKey: 'A', says: 'VOIDED', partition: 0, offset: 7n, readAt: '2026-03-02T05:00:00.000Z' },
    ],
    'VOIDED',
  ],
  [
    'rows that do not say when they were reported count by their deciding time',
    [
      { ...granted, reportedAt: null },
      { rowKey: 'A', says: 'VOIDED', reportedAt: null, at: '2026-03-04T10:00:00+08:00' },
    ],
    'VOIDED',
  ],
  [
    'a row that was removed does not speak while another stands',
    [granted, { rowKey: 'Z', says: 'VOIDED', removed: true, reportedAt: '2026-03-05T11:00:00+08:00' }],
    'GRANTED',
  ],
])('%s', (_name, statements, expected) => {
  test('in every order of arrival, each alone and all at once, and no doubt is left', async () => {
    for (const order of permutations(statements)) {
      const alone = newCase();
      for (const statement of order) await put(rowOf('result', alone, statement));
      const together = newCase();
      await put(...order.map((statement) => rowOf('result', together, statement)));
      expect([await resultOf(alone), await resultOf(together)]).toEqual([expected, expected]);
      expect([await findings(alone), await findings(together)]).toEqual([[], []]);
    }
  });
});

test('an old statement that is read again later does not become the one reported last', async () => {
  const number = newCase();
  const first = { ...granted, reportedAt: null, readAt: '2026-03-02T04:00:00.000Z' };
  const second = { rowKey: 'A', says: 'VOIDED', reportedAt: null, readAt: '2026-03-02T05:00:00.000Z' };
  await put(rowOf('result', number, first));
  await put(rowOf('result', number, second));
  await put(rowOf('result', number, { ...first, readAt: '2026-03-09T05:00:00.000Z' }));
  await database.transaction((tx) => refreshCaseStatus(tx, source, [number], new Date()));
  expect(await resultOf(number)).toBe('VOIDED');
});

test('rows reported and read together that say different things are a finding, once, and the later position speaks', async () => {
  const number = newCase();
  await put(rowOf('result', number, granted), rowOf('result', number, { rowKey: 'A', says: 'VOIDED' }));
  await database.transaction((tx) => refreshCaseStatus(tx, source, [number], new Date()));
  expect(await resultOf(number)).toBe('VOIDED');
  expect(await findings(number)).toEqual(['HUB_REPORTED_TOGETHER']);
});

test('rows reported together that say the same leave no doubt', async () => {
  const number = newCase();
  await put(rowOf('result', number, granted), rowOf('result', number, { ...granted, rowKey: 'A' }));
  expect(await findings(number)).toEqual([]);
});

test('of several acceptances the one reported last names the item, in every order of arrival', async () => {
  const rows: readonly Statement[] = [
    { rowKey: 'K', says: 'OLD' },
    { rowKey: 'Z', says: 'OLDER', reportedAt: '2026-03-01T11:00:00+08:00' },
    { rowKey: 'A', says: 'NEW', reportedAt: '2026-03-04T11:00:00+08:00' },
  ];
  for (const order of permutations(rows)) {
    const number = newCase();
    for (const one of order) await put(rowOf('acceptance', number, one));
    const { rows: held } = await database.query<{ item_codes: string[] }>(
      'select item_codes from unified.case_status where case_no = $1',
      [number],
    );
    expect(held).toEqual([{ item_codes: ['NEW'] }]);
  }
});

test('acceptances reported together by which the item is not certain are a finding', async () => {
  const number = newCase();
  const row = (rowKey: string, says: string) => rowOf('acceptance', number, { rowKey, says });
  await put(row('K', 'ONE'), row('A', 'OTHER'));
  expect(await findings(number)).toEqual(['HUB_REPORTED_TOGETHER']);
});

test('a case is foreseen as it will stand', async () => {
  const number = newCase();
  await put(rowOf('result', number, { ...granted, reportedAt: null }));
  const voided = rowOf('result', number, {
    rowKey: 'A',
    says: 'VOIDED',
    reportedAt: null,
    readAt: '2026-03-02T05:00:00.000Z',
  });
  const [foreseen] = await foreseeCases(database, source, [voided]);
  expect([foreseen?.facts.result, foreseen?.moved]).toEqual(['VOIDED', true]);
  await put(voided);
  expect(await resultOf(number)).toBe('VOIDED');
});

test('the licences of a holder are those of the row that speaks', async () => {
  const number = newCase();
  const row = (rowKey: string, licenceNumber: string, reportedAt: string): RecordToPut => {
    const plain = rowOf('result', number, { rowKey, says: 'GRANTED', reportedAt });
    const values = kinds.result.fields.map(({ name }, at) =>
      name === 'licenceNumber' ? licenceNumber : (plain.record.values[at] ?? null),
    );
    return { ...plain, record: { ...plain.record, values }, hash: licenceNumber };
  };
  await put(row('A', 'NEW', '2026-03-09T11:00:00+08:00'), row('Z', 'OLD', '2026-03-03T11:00:00+08:00'));
  await database.query("update unified.case_status set holder_name = '示例公司' where case_no = $1", [
    number,
  ]);
  const licences = await readHolderCases(database, 'name', ['示例公司']);
  expect(licences.map(({ licenceNumber }) => licenceNumber)).toEqual(['NEW']);
});
