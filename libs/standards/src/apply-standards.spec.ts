import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { openTelemetry } from '#base/telemetry';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { tinyText } from '../../../test/support/tiny-standard.js';
import { applyStandards, revertStandard, type AppliedStandards } from './apply-standards.js';
import { planStandards } from './plan-standards.js';
import { readStandardVersions } from './sql/select-standards.js';
import { StandardsInForce } from './standards-in-force.js';

let clone: TestDatabase;
let database: Database;
let now = Date.parse('2026-03-02T00:00:00Z');
const { log } = openTelemetry({
  process: 'normalise',
  log: { file: '', level: 'error' },
  terminal: () => undefined,
});
const clock = { now: () => new Date(now) };
const edited = tinyText.replace(`'02': DONE`, `'02': DONE, '03': DONE`);
const name = /standard: (\S+)/.exec(tinyText)?.[1] === 'tiny' ? 'tiny/A/step' : '';
const file = (text: string, path = 'standards/tiny.yaml') => [{ path, text }];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'standards spec' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});
beforeEach(() => database.query('truncate intake.standard_version cascade'));

const context = (why: string) => ({ at: new Date((now += 1_000)), by: '张三', why });
const apply = (documents: ReturnType<typeof file>, why: string, keep = false): Promise<AppliedStandards> =>
  database.transaction((tx) => applyStandards(tx, documents, keep, context(why)));

test('an edited document is a difference, rule by rule and code by code, and nothing else until it is applied', async () => {
  await apply(file(tinyText), '首次');
  const standards = new StandardsInForce({ database, clock, log, reloadMs: 3_000 });
  const before = await standards.current();
  const { changes } = await planStandards(database, file(edited), false);
  expect(changes).toMatchObject([{ name, kind: 'changed', version: 1 }]);
  expect(changes[0]?.rules).toEqual([
    expect.objectContaining({ before: null, after: 'DONE', rule: expect.stringContaining('.03') }),
  ]);
  now += 3_000;
  expect(await standards.current()).toBe(before);
  await apply(file(edited), '新增代码');
  now += 3_000;
  const after = await standards.inForce();
  expect(after.standards).not.toBe(before);
  expect(after.versions.get(name)).toBe(2);
});

test('a comment changes nothing, and applying twice makes one version', async () => {
  await apply(file(tinyText), '首次');
  expect((await apply(file(`# 注释\n${tinyText}`), '注释')).changes).toEqual([]);
  expect(await readStandardVersions(database, name)).toHaveLength(1);
});

test('versions stay for good with who and why, and an earlier one comes back as a new one', async () => {
  await apply(file(tinyText), '首次');
  await apply(file(edited), '新增代码');
  const back = await database.transaction((tx) => revertStandard(tx, name, 1, context('写错了')));
  expect(back).toEqual({ version: 3 });
  const versions = await readStandardVersions(database, name);
  expect(versions.map(({ version, why, appliedBy }) => [version, why, appliedBy])).toEqual([
    [3, '写错了', '张三'],
    [2, '新增代码', '张三'],
    [1, '首次', '张三'],
  ]);
  expect(versions[0]?.mapping).toBe(versions[2]?.mapping);
  const { rows } = await database.query<{ readonly action: string }>(
    `select action from ops.audit where subject = $1 and detail ->> 'why' = '写错了'`,
    [name],
  );
  expect(rows).toEqual([{ action: 'standard.apply' }]);
  expect(await database.transaction((tx) => revertStandard(tx, name, 1, context('又')))).toMatchObject({
    refused: expect.stringContaining('内容相同'),
  });
  expect(await database.transaction((tx) => revertStandard(tx, name, 9, context('又')))).toMatchObject({
    refused: expect.stringContaining('没有第 9 版'),
  });
});

test.each([
  ['broken YAML', 'standard: [', /tiny\.yaml:\d+:\d+ 无效/],
  ['an unknown key', tinyText.replace('title:', 'titel:'), /tiny\.yaml:\d+:1 无效：.*titel/],
  ['a code that means nothing', tinyText.replace(`'02': DONE`, `'02': NOSUCH`), /tiny\.yaml.*无效/],
])('%s is named, and what is in force of it stays', async (_, text, sentence) => {
  await apply(file(tinyText), '首次');
  const { changes, mistakes } = await apply(file(text), '写错');
  expect(changes).toEqual([]);
  expect(mistakes[0]?.sentence).toMatch(sentence);
  expect(await readStandardVersions(database, name)).toHaveLength(1);
});

test('a file that went takes its document out of force, unless it may only be unreadable; both are one version each', async () => {
  await apply(file(tinyText), '首次');
  expect((await apply([], '暂不可读', true)).changes).toEqual([]);
  expect((await apply([], '停用')).changes).toMatchObject([{ name, kind: 'removed' }]);
  const standards = new StandardsInForce({ database, clock, log, reloadMs: 0 });
  expect((await standards.current()).entries).toEqual([]);
  await apply(file(tinyText), '恢复');
  expect((await standards.current()).entries).toHaveLength(1);
});

test('two files of one document: the first stays, the second is named', async () => {
  const { changes, mistakes } = await apply(
    [...file(tinyText), ...file(edited, 'standards/zz.yaml')],
    '两份',
  );
  expect(changes).toHaveLength(1);
  expect(mistakes[0]?.sentence).toMatch(/standards\/zz\.yaml .*与 standards\/tiny\.yaml 是同一份/);
});
