import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type ItemCode, type RegionCode } from '#base/contracts';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { loadPolicy, type LoadedPolicy } from './load-policy.js';
import { parsePolicy } from './parse-policy.js';
import type { PolicyDocument } from './policy-content.js';
import { PolicyReader } from './policy-reader.js';
import { readPolicyEdition } from './read-snapshot.js';

const root = fileURLToPath(new URL('../../../../config/', import.meta.url));
const paths = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
});
const sample = paths.map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
const housing = 'memoranda/370800-zjj.yaml';
const changed = (path: string, from: string, to: string): readonly PolicyDocument[] =>
  sample.map((document) =>
    document.path.endsWith(path) ? { ...document, text: document.text.replace(from, to) } : document,
  );
const jining = brandAs<RegionCode>('370800');
const drainage = brandAs<ItemCode>('drainage-permit');

let clone: TestDatabase;
let database: Database;
const load = (documents: readonly PolicyDocument[]): Promise<LoadedPolicy> =>
  database.transaction((tx) => loadPolicy(tx, documents));

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'catalogue spec' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

test('before the first load there is no policy, and the sentence says what to do', async () => {
  await expect(readPolicyEdition(database)).rejects.toThrow(/hub setup/);
});

test('the same content makes one edition, whoever loads it, in whatever order', async () => {
  const [first, second] = await Promise.all([load(sample), load(sample.toReversed())]);
  expect(first.changed).not.toBe(second.changed);
  expect(first.version).toBe(second.version);
  expect(await load(changed(housing, '# terms', '# 注释改动'))).toMatchObject({ changed: false });
});

test('what was loaded is what is read', async () => {
  const content = parsePolicy(sample);
  const { snapshot, calendar } = await readPolicyEdition(database);
  expect(snapshot.departments).toHaveLength(content.departments.length);
  expect(calendar).toEqual(content.calendar);
  for (const { boundary: _, note: __, ...clause } of content.clauses)
    expect(snapshot.clause(clause.id, clause.version)).toMatchObject(clause);
  for (const item of content.items)
    expect(snapshot.findItem([item.aliases[0]?.code ?? ''])).toMatchObject({
      code: item.code,
      name: item.name,
    });
  for (const entry of content.boundaries)
    expect(snapshot.boundary(entry.region, entry.item, entry.validFrom)).toEqual(entry);
  for (const { region, item, validFrom } of content.transfers)
    expect(snapshot.transferred(region, item, validFrom)).toBe(true);
});

test('a clause version never says something else: a change needs a new version', async () => {
  const rewritten = changed(housing, 'claimWithin: 2工作日', 'claimWithin: 3工作日');
  await expect(load(rewritten)).rejects.toMatchObject({ code: 'HUB_POLICY_INVALID' });
  await expect(load(rewritten)).rejects.toThrow(/除止期外不得改动/);
  const calendar = changed('cn-2004-2026.yaml', '10-10', '10-11');
  await expect(load(calendar)).rejects.toThrow(/修改日历的 version/);
});

test('a new version ends the old one, which can still be looked up after it left the documents', async () => {
  const clause = '- item: drainage-permit';
  const successor = `${clause}\n    version: 2\n    claimWithin: 1工作日`;
  const loaded = await load(changed(housing, clause, successor));
  expect(loaded).toMatchObject({ changed: true, version: expect.stringMatching(/^2-/) });
  const { snapshot } = await readPolicyEdition(database);
  const [inForce, ...others] = snapshot.clauses('license-decision', jining, drainage, '2026-11-20');
  expect([inForce?.version, others]).toEqual([2, []]);
  expect(snapshot.clause('370800-zjj-drainage-permit', 1)?.claimWithin).toEqual({
    amount: 2,
    unit: 'workingDay',
  });
});

test('going back to earlier documents is another edition, with the earlier rules', async () => {
  expect(await load(sample)).toMatchObject({ changed: true, version: expect.stringMatching(/^3-/) });
  const { snapshot } = await readPolicyEdition(database);
  const [inForce] = snapshot.clauses('license-decision', jining, drainage, '2026-11-20');
  expect(inForce?.version).toBe(1);
});

test('a clause in the compact form is the same clause as before it could state a ladder and targets', async () => {
  const said = `- item: drainage-permit
    targets: [zjj]
    materials: []
    ladder:
      - { before: 1工作日, action: urge, target: department }
      - { action: supervise, target: centre }`;
  expect(await load(changed(housing, '- item: drainage-permit', said))).toMatchObject({ changed: false });
  const ladder = '- { before: 2工作日, action: urge, target: department }';
  const other = `- item: drainage-permit\n    ladder:\n      ${ladder}`;
  await expect(load(changed(housing, '- item: drainage-permit', other))).rejects.toThrow(/除止期外不得改动/);
});

test('a department that left the documents is not told, and its row stays', async () => {
  const without = sample.filter(({ path }) => !/370881|transfers\/370881/.test(path));
  await load(without);
  expect((await readPolicyEdition(database)).snapshot.departments.map(({ region }) => region)).not.toContain(
    '370881',
  );
  const { rows } = await database.query<{ current: boolean }>(
    "select distinct current from policy.department where region = '370881'",
  );
  expect(rows).toEqual([{ current: false }]);
});

test('a reader notices a new edition after its interval, and keeps the same snapshot until then', async () => {
  let now = 0;
  const reader = new PolicyReader(database, { now: () => new Date(now) }, 3_000);
  const [one, other] = await Promise.all([reader.current(), reader.current()]);
  expect(one).toBe(other);
  await load(sample);
  now = 2_999;
  expect(await reader.current()).toBe(one);
  now = 3_000;
  const newer = await reader.current();
  expect(newer.snapshot.version).not.toBe(one.snapshot.version);
  now = 6_000;
  expect(await reader.current()).toBe(newer);
});
