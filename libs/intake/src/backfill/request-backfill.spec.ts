import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { applySources } from '../apply-sources.js';
import type { BackfillRange } from './backfill.js';
import { requestBackfill } from './request-backfill.js';
import { steerBackfill } from './steer-backfill.js';

const id = '370800.zjj.front';
const text = `{ document: source, id: ${id}, name: 前置库, connector: none, standard: s, generation: a, writeBack: true, streams: [
  { name: result, kind: result, table: T, key: [ID], caseNumber: ID, mode: keyset, cursor: AT },
  { name: logged, kind: result, table: L, key: [ID], caseNumber: ID, mode: log },
  { name: whole, kind: result, table: S, key: [ID], caseNumber: ID, mode: snapshot },
  { name: flagged, kind: result, table: F, key: [ID], caseNumber: ID, mode: flag, flag: { column: F, taken: '1' } },
  { name: paged, kind: result, key: [ID], caseNumber: ID, mode: cursor } ] }`;
const at = new Date('2026-03-02T00:00:00Z');
const january: BackfillRange = {
  by: 'time',
  from: new Date('2026-01-01T00:00:00Z'),
  to: new Date('2026-02-01T00:00:00Z'),
};
const keys: BackfillRange = { by: 'key', from: 'A001', to: 'A999' };
let clone: TestDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  const decree = { at, by: '王', why: '新接入' };
  await database.transaction((tx) => applySources(tx, [{ path: 'front.yaml', text }], decree));
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

function ask(stream: string, range: BackfillRange = january, source = id): Promise<string> {
  const request = { source: brandAs<never>(source), stream: brandAs<never>(stream), range };
  const terms = { rowsPerSecond: 100, tell: false, by: '王', why: '补一月', at };
  return database.transaction((tx) => requestBackfill(tx, { ...request, ...terms }));
}

test.each<[string, BackfillRange, string, string]>([
  ['logged', january, id, '断档时会自己整表补齐'],
  ['whole', january, id, '每轮都整表比对'],
  ['flagged', keys, id, '请由部门清空要补的行的标志'],
  ['paged', keys, id, '只能按时间回补'],
  ['none', january, id, '没有这个数据流，有的是 result、logged'],
  ['result', { ...january, from: at }, id, '起点在终点之后'],
  ['result', { ...keys, from: 'B' }, id, '起点在终点之后'],
  ['result', january, '370800.zjj.none', '枢纽没有数据源'],
])(
  'what cannot be read again is refused in one sentence: %s %j %s',
  async (stream, range, source, reason) => {
    await expect(ask(stream, range, source)).rejects.toMatchObject({
      code: 'HUB_BACKFILL_INVALID',
      sentence: expect.stringContaining(reason),
    });
  },
);

test('a backfill by time or by key is asked for, stopped and let go on; the audit says who, why and which part', async () => {
  const steer = (backfill: string, move: 'stop' | 'resume') =>
    database.transaction((tx) => steerBackfill(tx, backfill, { move, by: '李', why: '对方忙', at }));
  const byKey = await ask('result', keys);
  expect(await steer(byKey, 'resume')).toBeNull();
  expect(await steer(byKey, 'stop')).toBe(id);
  expect(await steer(byKey, 'stop')).toBeNull();
  expect(await steer(byKey, 'resume')).toBe(id);
  const byTime = await ask('result');
  const { rows } = await database.query(
    `select id::text, state, from_key, to_key, from_at from intake.backfill order by id`,
  );
  expect(rows).toEqual([
    { id: byKey, state: 'requested', from_key: 'A001', to_key: 'A999', from_at: null },
    { id: byTime, state: 'requested', from_key: null, to_key: null, from_at: january.from },
  ]);
  const { rows: trail } = await database.query<{ action: string; actor: string; detail: object }>(
    `select action, actor, detail from ops.audit where action like 'source.backfill%' order by id`,
  );
  expect(trail).toMatchObject([
    { action: 'source.backfill', actor: '王', detail: { fromKey: 'A001', toKey: 'A999', why: '补一月' } },
    { action: 'source.backfill-stop', actor: '李', detail: { backfill: byKey, why: '对方忙' } },
    { action: 'source.backfill-resume', actor: '李', detail: { backfill: byKey, why: '对方忙' } },
    { action: 'source.backfill', actor: '王', detail: { stream: 'result' } },
  ]);
});
