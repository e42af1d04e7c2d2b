import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { KindName } from '#base/contracts';
import { kindDefinition } from '#base/model';
import { projectRoot } from '#base/settings';
import { compareSources, readSources } from '../../apps/sandbox/src/compare.js';
import { readSamplePolicy } from '../../apps/sandbox/src/policy-files.js';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';
import { openLicenceOffice, type LicenceOffice } from './support/licence-office.js';
import { openSampleSystems, type SampleSystems } from './support/sample-systems.js';
import { dropStandard, type StandardFiles } from './support/standard-files.js';

jest.setTimeout(300_000);

const kindOf: Readonly<Record<string, KindName>> = {
  inspection: 'inspection',
  penalty: 'penalty',
  permit: 'creditPermit',
};
const dropped = [
  ['credit-publicity', '2015', '370811.zjj.credit-2015'],
  ['credit-publicity', '2018', '370811.zjj.credit-2018'],
  ['guangdong-mq', 'v1', '370811.xzspj.ten-messages'],
  ['jining-rest', 'v1', '370881.xzspj.status'],
  ['internet-supervision', 'v1', '370881.zjj.supervision'],
  ['licence-catalogue', 'v1', '370881.xzspj.licence'],
] as const;

const followed = '370882.xzspj.licence';

let office: LicenceOffice;
let systems: SampleSystems;
let standards: readonly StandardFiles[];
let hub: HubSet;

beforeAll(async () => {
  const policy = await readSamplePolicy(join(projectRoot(), 'config'));
  systems = await openSampleSystems({ seed: 'path', asOf: new Date(), policy, count: 100 });
  standards = await Promise.all(
    dropped.map(async ([standard, generation, id]) => {
      const folder = join(systems.folder, id);
      await mkdir(folder);
      return dropStandard(standard, generation, id, folder);
    }),
  );
  const [sample = '{}'] = (
    await readFile(join(systems.folder, '370881.xzspj.licence', 'licence.jsonl'), 'utf8')
  ).split('\n');
  office = await openLicenceOffice(followed, JSON.parse(sample) as Readonly<Record<string, unknown>>);
  const sources = [...systems.sources, ...standards.map(({ source }) => source), office.source];
  hub = await HubSet.open({ sources });
  await Promise.all([hub.start('collect'), hub.start('normalise')]);
  const wanted = systems.records.length + 2 + standards.reduce((sum, { rows }) => sum + rows.length, 0);
  await eventually(async () => {
    const { rows } = await hub.database.query<{ taken: number }>(
      "select coalesce(sum(taken), 0)::int as taken from ops.fence where consumer = 'hub-normalise'",
    );
    expect(rows[0]).toEqual({ taken: wanted });
  }, 200_000);
});

afterAll(async () => {
  await hub.close();
  await systems.close();
  await office.close();
});

test('signed REST, SOAP and SFTP: every row the departments wrote is a record field by field, or parked by the cause planted', async () => {
  for (const { id } of systems.sources) {
    const own = systems.records.filter(({ source }) => source === id);
    const planted = own.flatMap(({ parked }) => parked ?? []);
    expect([id, await parkedCodes(id)]).toEqual([id, planted.toSorted()]);
    const last = new Map(
      own.filter(({ parked }) => parked === null).map((each) => [`${each.stream} ${each.identity}`, each]),
    );
    const found = new Map<string, Readonly<Record<string, unknown>>>();
    for (const stream of new Set(own.map((each) => each.stream)))
      for (const row of await recordsOf(id, kindOf[stream] ?? 'inspection'))
        found.set(`${stream} ${String(row['caseNumber'])}`, row);
    expect([...found.keys()].toSorted()).toEqual([...last.keys()].toSorted());
    for (const [name, { unified }] of last) expect(found.get(name)).toMatchObject(unified);
  }
});

test('what the departments wrote and what the status says of each source add up', async () => {
  const tallies = systems.sources.map(({ id: source }) => {
    const own = systems.records.filter((each) => each.source === source);
    const parked = own.filter((each) => each.parked !== null).length;
    return { source, rows: own.length, parked, unrouted: 0 };
  });
  const { output } = await hub.cli('status', '--json');
  const wrong = compareSources(readSources(output), tallies).filter(({ agrees }) => !agrees);
  expect(wrong).toEqual([]);
});

test('the SFTP department finds an acceptance report beside every file, refusing nothing', async () => {
  const outbox = join(systems.folder, 'yjglj', 'outbox');
  const names = await readdir(outbox);
  const files = names.filter((name) => /\.(csv|xlsx)$/.test(name));
  const own = systems.records.filter(({ source }) => source === '370800.yjglj.files');
  const rowsOf = (stream: string): number => own.filter((each) => each.stream === stream).length;
  // Written after the last row has been taken, which is after that row may have become a record.
  await eventually(async () => {
    const texts = files.map((name) => readFile(join(outbox, `${name}.report.json`), 'utf8'));
    const reports = (await Promise.all(texts)).map((text) => JSON.parse(text) as unknown);
    expect(reports).toEqual([
      expect.objectContaining({ file: 'chufa-first-0.xlsx', rowsTaken: rowsOf('penalty'), rowsRefused: 0 }),
      expect.objectContaining({
        file: 'jiancha-first-0.csv',
        rowsTaken: rowsOf('inspection'),
        rowsRefused: 0,
      }),
    ]);
  });
});

test('a licence that a clerk changes arrives as a higher revision, one that is deleted is marked and keeps what it held', async () => {
  const licences = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const { rows } = await hub.database.query(
      `select case_no as number, holder_name as holder, revision, removed
         from unified.licence where source = $1 order by case_no`,
      [followed],
    );
    return rows;
  };
  const [before, gone] = await licences();
  await office.query(
    `update up_lic_data set certificate_holder = '示例酒楼', cd_time = '2026-03-21 09:00:00' where certificate_source_id = 'ZZ1'`,
  );
  await office.query(`delete from up_lic_data where certificate_source_id = 'ZZ2'`);
  await eventually(async () => {
    expect(await licences()).toEqual([
      { ...before, holder: '示例酒楼', revision: expect.anything() },
      { ...gone, removed: true },
    ]);
  });
  const [after] = await licences();
  expect(Number(after?.['revision'])).toBeGreaterThan(Number(before?.['revision']));
});

test.each(dropped)(
  '%s %s dropped as files: what its documents show is what becomes of it',
  async (_, generation, id) => {
    const rows = standards.find(({ source }) => source.id === id)?.rows ?? [];
    expect(await parkedCodes(id)).toEqual(rows.flatMap(({ expected }) => expected.parked ?? []).toSorted());
    for (const kind of new Set(rows.map((row) => row.kind))) {
      const found = await recordsOf(id, kind);
      for (const row of rows.filter((each) => each.kind === kind && each.expected.parked === undefined)) {
        const own = found.filter((each) => each['caseNumber'] === row.caseNumber);
        expect(own).toContainEqual(expect.objectContaining(asRead(kind, row.expected.fields ?? {})));
        expect(own[0]).toMatchObject({ generation });
      }
    }
  },
);

async function parkedCodes(source: string): Promise<readonly string[]> {
  const { rows } = await hub.database.query<{ code: string }>(
    "select code from ops.parked where source = $1 and cause <> 'route' order by code",
    [source],
  );
  return rows.map(({ code }) => code);
}

/** The records of a source by the names of their fields, values as the mapping gives them. */
async function recordsOf(
  source: string,
  kind: KindName,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const definition = kindDefinition(kind);
  const { rows } = await hub.database.query<{ row: Readonly<Record<string, unknown>> }>(
    `select to_json(r) as row from ${definition.table} r where source = $1`,
    [source],
  );
  return rows.map(({ row }) => ({
    caseNumber: row['case_no'],
    generation: row['generation'],
    removed: row['removed'],
    ...Object.fromEntries(
      definition.fields.map(({ name, column, type }) => [name, asMapped(type.type, row[column] ?? null)]),
    ),
  }));
}

/** Expected values as they are compared: instants as moments, everything else as written. */
function asRead(
  kind: KindName,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const types = new Map(kindDefinition(kind).fields.map(({ name, type }) => [name, type.type]));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, asMapped(types.get(name) ?? '', value)]),
  );
}

function asMapped(type: string, value: unknown): unknown {
  if (value === null) return null;
  if (type === 'money') return String(Number(value));
  if (type === 'json') return typeof value === 'string' ? value : JSON.stringify(value);
  return type === 'instant' && typeof value === 'string' ? new Date(value).toISOString() : value;
}
