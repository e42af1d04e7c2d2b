import { brandAs, type CaseNumber, type RecordToPut, type SourceId, type StreamName } from '#base/contracts';
import { kindList, kinds } from '#base/model';
import { Database } from '#base/postgres';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { putRecords, readCaseFacts, refreshCaseStatus } from './index.js';

const source = brandAs<SourceId>('370800.test.front');
const at = new Date('2026-03-02T02:00:00Z');
let clone: TestDatabase;
let database: Database;
let offset = 0n;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'put-records spec' });
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

interface Given {
  readonly kind?: RecordToPut['record']['kind'];
  readonly caseNumber: string;
  readonly revision: number;
  readonly hash?: string;
  readonly rowKey?: string;
  readonly removed?: boolean;
  readonly fields?: Readonly<Record<string, string>>;
}

function record(given: Given): RecordToPut {
  const kind = given.kind ?? 'application';
  offset += 1n;
  return {
    record: {
      kind,
      source,
      caseNumber: brandAs<CaseNumber>(given.caseNumber),
      rowKey: given.rowKey ?? '',
      revision: given.revision,
      removed: given.removed ?? false,
      values: kinds[kind].fields.map((field) => given.fields?.[field.name] ?? null),
      originals: {},
      standard: 'shandong-front',
      generation: 'b',
      mappingVersion: 'v1',
      findings: [],
    },
    vanished: false,
    position: { topic: 'hub.raw.370800.test.front', partition: 0, offset },
    hash: given.hash ?? `${given.caseNumber}-${given.revision}`,
    body: Buffer.from(JSON.stringify({ PROJID: given.caseNumber, DATAVER: given.revision })),
    readAt: '2026-03-02T02:00:00.000Z',
    stream: brandAs<StreamName>(kind),
  };
}

async function put(...records: readonly RecordToPut[]) {
  return database.transaction(async (tx) => {
    const result = await putRecords(tx, source, records, at);
    await refreshCaseStatus(tx, source, [...result.touched], at);
    return result;
  });
}

async function history(caseNumber: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ revision: string; outcome: string }>(
    'select revision, outcome from unified.history where case_no = $1 order by record_offset',
    [caseNumber],
  );
  return rows.map((row) => `${row.revision} ${row.outcome}`);
}

async function applicant(caseNumber: string): Promise<string | null> {
  const { rows } = await database.query<{ applicant_name: string | null }>(
    'select applicant_name from unified.application where case_no = $1',
    [caseNumber],
  );
  return rows[0]?.applicant_name ?? null;
}

test('a newer revision replaces, an older one enters history and changes nothing', async () => {
  await put(record({ caseNumber: 'A1', revision: 200, fields: { applicantName: '新名称' } }));
  const later = await put(record({ caseNumber: 'A1', revision: 100, fields: { applicantName: '旧名称' } }));
  expect(await applicant('A1')).toBe('新名称');
  expect(await history('A1')).toEqual(['200 put', '100 older']);
  expect([...later.touched]).toEqual([]);
});

test('an exact repeat changes nothing and leaves no second history row', async () => {
  await put(record({ caseNumber: 'A2', revision: 100 }));
  const again = await put(record({ caseNumber: 'A2', revision: 100 }));
  expect(again).toMatchObject({ unified: 0, unchanged: 1 });
  expect(await history('A2')).toEqual(['100 put']);
});

test('an older revision that comes twice is in history once', async () => {
  await put(record({ caseNumber: 'A3', revision: 300 }));
  await put(record({ caseNumber: 'A3', revision: 100 }));
  expect(await put(record({ caseNumber: 'A3', revision: 100 }))).toMatchObject({ unified: 0, unchanged: 1 });
  expect(await history('A3')).toEqual(['300 put', '100 older']);
});

test('the same revision with other content replaces, and is a quality finding', async () => {
  await put(record({ caseNumber: 'A4', revision: 100, hash: 'a', fields: { applicantName: '先' } }));
  await put(record({ caseNumber: 'A4', revision: 100, hash: 'b', fields: { applicantName: '后' } }));
  const { rows } = await database.query("select code from unified.finding where case_no = 'A4'");
  expect(await applicant('A4')).toBe('后');
  expect(rows).toEqual([{ code: 'HUB_SAME_REVISION_OTHER_CONTENT' }]);
});

test('a key many times in one batch goes in once by its highest revision, history gets every one', async () => {
  const revisions = [100, 300, 200, 300].map((revision) => record({ caseNumber: 'A5', revision }));
  expect(await put(...revisions)).toMatchObject({ unified: 3, unchanged: 1 });
  const { rows } = await database.query("select revision from unified.application where case_no = 'A5'");
  expect(rows).toEqual([{ revision: '300' }]);
});

test('text with quotes, backslashes, braces and NULL survives the way into the table', async () => {
  const name = '“某某”\\ {a,b} "c" NULL';
  await put(record({ caseNumber: 'A6', revision: 100, fields: { applicantName: name } }));
  expect(await applicant('A6')).toBe(name);
});

test('a case closes with its result, whichever row came first, and says what is missing', async () => {
  const status = async () => {
    const { rows } = await database.query<{ state: string; result: string | null; missing: string[] }>(
      "select state, result, missing from unified.case_status where case_no = 'B1'",
    );
    return rows[0];
  };
  await put(
    record({
      kind: 'result',
      caseNumber: 'B1',
      rowKey: 'O1',
      revision: 100,
      fields: { result: 'GRANTED', decidedAt: '2026-03-01T10:00:00+08:00' },
    }),
  );
  expect(await status()).toEqual({
    state: 'CLOSED',
    result: 'GRANTED',
    missing: ['application', 'acceptance'],
  });
  await put(
    record({ caseNumber: 'B1', revision: 100, fields: { applicantName: '某公司', regionCode: '370800' } }),
  );
  await put(record({ kind: 'acceptance', caseNumber: 'B1', rowKey: 'O1', revision: 100 }));
  expect(await status()).toEqual({ state: 'CLOSED', result: 'GRANTED', missing: [] });
  await put(
    record({ kind: 'result', caseNumber: 'B1', rowKey: 'O1', revision: 200, fields: { result: 'VOIDED' } }),
  );
  expect(await status()).toMatchObject({ state: 'VOIDED', result: 'VOIDED' });
});

test('an open special procedure suspends the case until it ends', async () => {
  const special = (revision: number, endedAt: Readonly<Record<string, string>>) =>
    record({
      kind: 'specialProcedure',
      caseNumber: 'B2',
      rowKey: 'O1/1',
      revision,
      fields: { startedAt: '2026-03-01T10:00:00+08:00', ...endedAt },
    });
  const state = async () =>
    (await database.query("select state from unified.case_status where case_no = 'B2'")).rows[0];
  await put(record({ kind: 'acceptance', caseNumber: 'B2', rowKey: 'O1', revision: 100 }), special(100, {}));
  expect(await state()).toEqual({ state: 'SUSPENDED' });
  await put(special(200, { endedAt: '2026-03-02T10:00:00+08:00' }));
  expect(await state()).toEqual({ state: 'ACCEPTED' });
});

test('a voided application stays, marked, and its case says so', async () => {
  await put(record({ caseNumber: 'B3', revision: 100 }));
  await put(record({ caseNumber: 'B3', revision: 200, removed: true }));
  const { rows } = await database.query(
    "select a.removed, s.state from unified.application a join unified.case_status s using (source, case_no) where a.case_no = 'B3'",
  );
  expect(rows).toEqual([{ removed: true, state: 'VOIDED' }]);
});

test('facts come back by their unified names, only for cases with a result', async () => {
  await put(
    record({ caseNumber: 'C1', revision: 100, fields: { applicantName: '某公司', regionCode: '370811' } }),
    record({
      kind: 'result',
      caseNumber: 'C1',
      rowKey: 'O',
      revision: 100,
      fields: { result: 'GRANTED', licenceNumber: 'L-1' },
    }),
    record({ caseNumber: 'C2', revision: 100 }),
  );
  const cases = ['C1', 'C2'].map((number) => brandAs<CaseNumber>(number));
  const facts = await database.transaction((tx) => readCaseFacts(tx, source, cases));
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({ caseNumber: 'C1', region: '370811', result: 'GRANTED', removed: false });
  expect(facts[0]?.application).toMatchObject({ applicantName: '某公司' });
  expect(facts[0]?.resultRecord).toMatchObject({ licenceNumber: 'L-1' });
});

test('records of every kind are put, and only those of a case touch one', async () => {
  for (const kind of kindList) {
    const result = await put(record({ kind: kind.name, caseNumber: `K-${kind.name}`, revision: 100 }));
    expect(result.unified).toBe(1);
    expect([...result.touched]).toEqual(kind.ofCase ? [`K-${kind.name}`] : []);
  }
  const { rows } = await database.query<{ case_no: string }>(
    "select case_no from unified.case_status where case_no like 'K-%' order by case_no",
  );
  const ofCase = kindList.filter((kind) => kind.ofCase).map((kind) => `K-${kind.name}`);
  expect(rows.map((row) => row.case_no)).toEqual(ofCase.sort());
});

test('a material is no ground for a new decision', async () => {
  const { touched, decisive } = await put(
    record({ kind: 'material', caseNumber: 'M1', rowKey: '1', revision: 100 }),
  );
  expect([[...touched], [...decisive]]).toEqual([['M1'], []]);
});
