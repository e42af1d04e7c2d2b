import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs, type SourceId } from '#base/contracts';
import { Database, writeAudit } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { applySources } from './apply-sources.js';
import { moveSource, type SourceMove } from './move-source.js';
import { planSources } from './plan-sources.js';
import { revertSource } from './revert-source.js';
import { sourceDigest } from './source-digest.js';
import type { SourceEvent } from './source-state.js';
import { claimSources } from './sql/claim-sources.js';
import { releaseLease } from './sql/release-lease.js';
import { renewLeases } from './sql/renew-leases.js';
import { readTransitions } from './sql/select-transitions.js';
import { readVersions } from './sql/select-versions.js';

const id = brandAs<SourceId>('370800.zjj.front');
const decree = { at: new Date('2026-03-02T01:00:00Z'), by: 'wang', why: '首次接入' };
let place: TestDatabase;
let database: Database;

const document = (changes: Readonly<Record<string, string>> = {}) => ({
  path: '370800/zjj/sources/front.yaml',
  text: `# 前置库
document: source
id: ${id}
name: 前置库
connector: mysql
standard: shandong-front
generation: A
read: { poll: ${changes['poll'] ?? '1s'} }
streams:
  - { name: result, kind: result, table: ${changes['table'] ?? 'DONE'}, mode: keyset, cursor: M, key: [ID], caseNumber: PROJID }
`,
});
const apply = (documents = [document()], admit: readonly string[] = []) =>
  database.transaction((tx) => applySources(tx, documents, decree, { admit }));
const move = (event: SourceEvent, digest?: string): Promise<SourceMove> =>
  database.transaction((tx) =>
    moveSource(tx, { ...decree, source: id, event, why: `${event} 的理由`, ...(digest && { digest }) }),
  );
async function state(): Promise<string> {
  const { rows } = await database.query<{ now: string }>('select state as now from intake.source');
  return rows[0]?.now ?? '';
}
async function cursor(): Promise<unknown> {
  const { rows } = await database.query<{ cursor: unknown }>('select cursor from intake.checkpoint');
  return rows[0]?.cursor;
}

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 4, applicationName: 'source life spec' });
});

beforeEach(async () => {
  await database.query('truncate intake.source, intake.checkpoint, ops.audit cascade');
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

test('a new source is a draft, and every step to its end is audited with who and why', async () => {
  await apply();
  for (const event of ['check', 'preview', 'enable', 'pause', 'resume', 'retire'] as const) await move(event);
  const detail = { backfill: '1', from: '2026-01-01', to: '2026-02-01', why: null };
  const at = new Date();
  await database.transaction((tx) =>
    writeAudit(tx, { at, by: 'wang', action: 'source.backfill', subject: id, detail }),
  );
  const past = await readTransitions(database, id, 10);
  expect(past.map(({ event, from, to, by, why }) => [event, from, to, by, why]).toReversed()).toEqual([
    ['apply', null, null, 'wang', '首次接入'],
    ['check', 'draft', 'checked', 'wang', 'check 的理由'],
    ['preview', 'checked', 'previewed', 'wang', 'preview 的理由'],
    ['enable', 'previewed', 'enabled', 'wang', 'enable 的理由'],
    ['pause', 'enabled', 'paused', 'wang', 'pause 的理由'],
    ['resume', 'paused', 'enabled', 'wang', 'resume 的理由'],
    ['retire', 'enabled', 'retired', 'wang', 'retire 的理由'],
  ]);
});

test('what the life does not allow is refused with a sentence, changes nothing and leaves no line', async () => {
  expect(await move('enable')).toEqual({ refused: expect.stringContaining('hub apply') });
  await apply();
  expect(await move('enable')).toEqual({ refused: `数据源 ${id} 尚未检查，请先执行 hub check。` });
  expect(await move('check', 'another definition')).toEqual({ refused: expect.stringContaining('不同') });
  expect(await state()).toBe('draft');
  expect(await readTransitions(database, id, 10)).toHaveLength(1);
});

test('a set-up starts only the sources it was told to start, and says so in the audit', async () => {
  await apply([document()], ['370800.xzspj.front']);
  expect(await state()).toBe('draft');
  await apply([document({ poll: '2s' })], [id]);
  expect(await state()).toBe('draft');
  await apply([], []);
  await apply([document()], [id]);
  expect(await state()).toBe('enabled');
  expect((await readTransitions(database, id, 1))[0]).toMatchObject({ event: 'admit', from: 'draft' });
});

test('a paused source is let go by its reader and taken by nobody, until it is resumed', async () => {
  await apply([document()], ['*']);
  const claim = () => claimSources(database, 'me', 5, 60_000, 0);
  expect(await claim()).toEqual([id]);
  await move('pause');
  expect(await renewLeases(database, 'me', 60_000)).toEqual([]);
  await releaseLease(database, 'me', id);
  expect(await claim()).toEqual([]);
  await move('resume');
  expect(await claim()).toEqual([id]);
});

test('a changed definition sends a source that does not run yet back to be checked, and lets a running one run', async () => {
  await apply();
  await move('check');
  await apply([document({ poll: '2s' })]);
  expect(await state()).toBe('draft');
  for (const event of ['check', 'preview', 'enable'] as const) await move(event);
  expect(await apply([document({ poll: '3s' })])).toMatchObject({ changed: [id] });
  expect(await state()).toBe('enabled');
});

test('a source the configuration no longer has retires; there again, it begins as a draft; one that a person retired stays', async () => {
  await apply([document()], ['*']);
  expect(await apply([])).toMatchObject({ removed: [id] });
  expect(await state()).toBe('retired');
  expect(await apply([])).toMatchObject({ removed: [] });
  expect(await apply()).toMatchObject({ returned: [id] });
  expect(await state()).toBe('draft');
  await move('retire');
  expect(await apply()).toMatchObject({ unchanged: [id] });
  await apply([document({ poll: '2s' })], ['*']);
  expect(await state()).toBe('retired');
});

test('a plan names what would change and writes nothing', async () => {
  await apply([document()], ['*']);
  await database.query(`update intake.checkpoint set cursor = '{"at":"x","key":[]}'`);
  const [planned] = await planSources(database, [document({ poll: '90s', table: 'DONE_2' })]);
  expect(planned).toMatchObject({
    kind: 'changed',
    stored: { version: 1 },
    fields: [
      { field: 'read.poll', before: '1s', after: '90s' },
      { field: 'streams.result.table', before: 'DONE', after: 'DONE_2' },
    ],
    restarted: ['result'],
  });
  expect(await readVersions(database, id)).toHaveLength(1);
  expect(await cursor()).not.toBeNull();
});

test('an earlier version comes back as a new one, by its own text, and the history stays whole', async () => {
  await apply([document()], ['*']);
  await apply([document({ table: 'DONE_2' })]);
  await database.query(`update intake.checkpoint set cursor = '{"at":"x","key":[]}'`);
  const back = (to: number) =>
    database.transaction((tx) => revertSource(tx, id, to, { ...decree, why: '退回' }));
  expect(await back(2)).toEqual({ refused: expect.stringContaining('内容相同') });
  expect(await back(9)).toEqual({ refused: expect.stringContaining('没有第 9 版') });
  expect(await back(1)).toEqual({ version: 3 });
  const versions = await readVersions(database, id);
  expect(versions.map(({ version, why }) => [version, why])).toEqual([
    [3, '退回'],
    [2, '首次接入'],
    [1, '首次接入'],
  ]);
  expect(versions[0]?.document).toContain('# 前置库');
  expect(versions[0] && sourceDigest(versions[0].definition)).toBe(versions[2]?.digest);
  expect([await state(), await cursor()]).toEqual(['enabled', null]);
  expect(await apply([document()])).toMatchObject({ unchanged: [id] });
});
