import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { loadPolicy } from '../load-policy.js';
import { PolicyReader } from '../policy-reader.js';
import type { PolicyDocument } from '../policy-content.js';
import { reportLists } from '../report/report-lists.js';
import { PolicyDesk } from './policy-desk.js';

const root = fileURLToPath(new URL('../../../../../config/', import.meta.url));
const sample = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
}).map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
const clock = { now: () => new Date('2026-11-25T02:00:00Z') };
const paper = (path: string, from: string, to: string): readonly PolicyDocument[] => {
  const held = sample.find((document) => document.path.endsWith(path));
  expect(held?.text).toContain(from);
  return [{ path: 'handed-in.yaml', text: held?.text.replace(from, to) ?? '' }];
};
const cityList = 'transfers/370800.yaml';
const metrology = '  # 计量标准器具核准\n  - item: metrology-standard';

let clone: TestDatabase;
let database: Database;
let desk: PolicyDesk;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 3, applicationName: 'policy desk spec' });
  desk = new PolicyDesk(database, clock);
  await database.transaction((tx) => loadPolicy(tx, sample));
  await database.query(
    `insert into unified.case_status (source, case_no, state, item_codes, region, result_removed, missing, first_seen_at, updated_at)
     values ('s', '1', 'ACCEPTED', '{370117006000}', '370800', false, '{}', now(), now()),
            ('s', '2', 'CLOSED', '{370117006000}', '370800', false, '{}', now(), now()),
            ('s', '3', 'ACCEPTED', '{370117006000}', '370881', false, '{}', now(), now())`,
  );
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

test('a paper that changes nothing, contradicts the rest or rewrites a clause is not taken in', async () => {
  await expect(desk.submit(paper(cityList, '', ''), '张三', '无变化')).rejects.toThrow(/没有差别/);
  await expect(
    desk.submit(paper(cityList, 'item: drainage-permit', 'item: nothing'), '张三', '错'),
  ).rejects.toThrow(/nothing 不在目录内/);
  const rewritten = paper('370800-zjj.yaml', 'claimWithin: 2工作日', 'claimWithin: 9工作日');
  await expect(desk.submit(rewritten, '张三', '改写')).rejects.toThrow(/除止期外不得改动/);
});

test('two papers that are the same one are not taken in: neither gives way silently', async () => {
  const twice = ['one.yaml', 'other.yaml'].flatMap((path) =>
    paper(cityList, 'drainage-permit', 'drainage-permit').map(({ text }) => ({ path, text })),
  );
  await expect(desk.submit(twice, '张三', '两份')).rejects.toThrow(/one.yaml 与 other.yaml 是同一份文件/);
});

test('the effect is shown before approval: hands, messages, open cases', async () => {
  const ends = paper(cityList, '- item: drainage-permit', '- item: drainage-permit\n    to: 2026-10-31');
  const draft = await desk.submit(ends, '张三', '排水许可退回');
  expect(await desk.preview(draft.id)).toEqual({
    papers: [{ paper: 'transfer-list 370800', change: 'changed' }],
    hands: [
      {
        region: '370800',
        item: 'drainage-permit',
        name: '城镇污水排入排水管网许可',
        to: 'department',
        on: null,
      },
    ],
    messages: [
      expect.objectContaining({
        change: 'loses',
        department: '370800.zjj',
        clause: '370800-zjj-drainage-permit 第 1 版',
      }),
    ],
    touched: [expect.objectContaining({ region: '370800', item: 'drainage-permit', openCases: 1 })],
  });
});

test('nobody approves what they submitted, and the database refuses it too', async () => {
  for (const name of [' 张三 ', '张　三', '张\u200b三'])
    await expect(desk.approve(1, name)).rejects.toThrow(/须由另一人批准/);
  await expect(
    database.query(
      "update policy.draft set state = 'approved', decided_by = '张三', decided_at = now(), edition = 1 where id = 1",
    ),
  ).rejects.toThrow(/approved_by_another/);
  await expect(database.query("update policy.draft set documents = '[]' where id = 1")).rejects.toThrow(
    /submitted as it is/,
  );
  await expect(database.query('delete from policy.draft')).rejects.toThrow(/never deleted/);
});

test('an approved draft is the newest edition, which running processes pick up; a second approval is refused', async () => {
  const reader = new PolicyReader(database, clock, 0);
  const before = await reader.current();
  const { version } = await desk.approve(1, '李四');
  const after = await reader.current();
  expect([after.snapshot.version, before.snapshot.version]).toEqual([version, expect.stringMatching(/^1-/)]);
  await expect(desk.approve(1, '王五')).rejects.toThrow(/不能再次处理/);
  const { findings } = await reportLists(database, clock);
  const changed = findings.filter(({ check }) => check === 'unpublished-change');
  expect(changed.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(/没有另行公布/)]);
});

test('files do not overwrite what was approved, unless told', async () => {
  const load = (from: 'files' | 'files-anyway') => database.transaction((tx) => loadPolicy(tx, sample, from));
  expect(await load('files')).toMatchObject({ changed: false, kept: true });
  expect(await load('files-anyway')).toMatchObject({ changed: true, kept: false });
  expect(await load('files')).toMatchObject({ changed: false, kept: false });
});

test('a draft whose paper changed meanwhile cannot be approved, and is rejected with the reason', async () => {
  const first = await desk.submit(
    paper(cityList, metrology, `${metrology}\n    ownChoice: true`),
    '张三',
    '一',
  );
  const second = await desk.submit(
    paper(cityList, 'filedOn: 2024-01-15', 'filedOn: 2024-01-16'),
    '张三',
    '二',
  );
  await desk.approve(first.id, '李四');
  await expect(desk.approve(second.id, '李四')).rejects.toThrow(/按现行版本重新报审/);
  const rejected = await desk.reject(second.id, '李四', '已被取代');
  expect(rejected).toMatchObject({ state: 'rejected', reason: '已被取代' });
  const { rows } = await database.query<{ action: string }>(
    "select action from ops.audit where action like 'policy.%' order by id",
  );
  expect(rows.map(({ action }) => action.slice(7))).toEqual([
    'submit',
    'approve',
    'submit',
    'submit',
    'approve',
    'reject',
  ]);
});
