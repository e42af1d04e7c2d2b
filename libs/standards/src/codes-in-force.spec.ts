import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { openTelemetry } from '#base/telemetry';
import { parseSource } from '#libs/intake';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { tinyText } from '../../../test/support/tiny-standard.js';
import { applyStandards } from './apply-standards.js';
import { CodesInForce } from './codes-in-force.js';

let clone: TestDatabase;
let database: Database;
let now = Date.parse('2026-03-02T00:00:00Z');
let additions = {};
const told: string[] = [];
const { log } = openTelemetry({
  process: 'collect',
  log: { file: '', level: 'warn' },
  terminal: (line) => void told.push(line),
});

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'codes spec' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const sourceOf = (standard: string) =>
  parseSource({
    path: 'front.yaml',
    text: `{ document: source, id: 370800.zjj.front, name: n, connector: mysql, standard: ${standard}, generation: A,
      streams: [{ name: step, kind: step, table: t, mode: snapshot, key: [ID], caseNumber: PROJID }] }`,
  });

const apply = (text: string): Promise<unknown> =>
  database.transaction((tx) =>
    applyStandards(tx, [{ path: 'standards/tiny.yaml', text }], false, {
      at: new Date((now += 1)),
      by: 'spec',
      why: 'spec',
    }),
  );

test('what is known follows what is applied and the codes added on top, and without a mapping nothing is known', async () => {
  const clock = { now: () => new Date(now) };
  const codes = new CodesInForce({ database, clock, log, added: () => Promise.resolve(additions) });
  const states = async (standard = 'tiny'): Promise<readonly unknown[]> => {
    now += 30_000;
    const known = await codes.of(sourceOf(standard));
    return [...known.values()].flatMap((columns) => [...(columns.get('NODESTATE') ?? [])]).toSorted();
  };
  expect(await states()).toEqual([]);
  expect(told.join()).toContain('hub setup');
  await apply(tinyText);
  expect(await states()).toEqual(['01', '02', '无']);
  additions = { step: { stepState: { '09': 'DONE' } } };
  expect(await states()).toEqual(['01', '02', '09', '无']);
  expect(await states('nobodys')).toEqual([]);
  await apply(tinyText.replace(`'02': DONE`, `'02': DONE, '03': DONE`));
  expect(await states()).toEqual(['01', '02', '03', '09', '无']);
  // A wrong file is named and stays out; what was applied before goes on.
  await apply('standard: [');
  expect(await states()).toContain('03');
});
