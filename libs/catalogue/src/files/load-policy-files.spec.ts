import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { PolicyDesk } from '../drafts/policy-desk.js';
import type { PolicyDocument } from '../policy-content.js';
import { readPolicyEdition } from '../read-snapshot.js';
import { comparePolicyFiles, loadPolicyFiles, type LoadedFiles } from './load-policy-files.js';

const root = fileURLToPath(new URL('../../../../../config/', import.meta.url));
const paths = globSync(['policy/**/*.yaml', 'calendar/*.yaml', 'departments/*/*/department.yaml'], {
  cwd: root,
}).sort();
const sample = paths.map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
const housing = 'departments/370800/zjj/department.yaml';
const housingPaper = 'policy/memoranda/370800-zjj.yaml';
const calendar = 'calendar/cn-2004-2026.yaml';
const changed = (path: string, change: (text: string) => string): readonly PolicyDocument[] =>
  sample.map((each) => (each.path === path ? { path, text: change(each.text) } : each));

let clone: TestDatabase;
let database: Database;
const load = (documents: readonly PolicyDocument[], unread: readonly string[] = []): Promise<LoadedFiles> =>
  database.transaction((tx) => loadPolicyFiles(tx, documents, unread));

beforeEach(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'policy files spec' });
});
afterEach(async () => {
  await database.close();
  await clone.drop();
});

const names = async (): Promise<readonly string[]> =>
  (await readPolicyEdition(database)).snapshot.departments.map(
    ({ region, department, name }) => `${region}.${department} ${name}`,
  );

test('a department file that turns wrong is named with line and column; what was in force of it stays, and the change beside it counts', async () => {
  await load(sample);
  const edited = changed(housing, (text) => text.replace('uscc:', 'usc:')).map((each) =>
    each.path === 'departments/370800/wsjkw/department.yaml'
      ? { ...each, text: each.text.replace(/^name: .*$/m, 'name: 济宁市新名称委员会') }
      : each,
  );
  const { setAside, changed: moved } = await load(edited);
  expect(setAside).toEqual([
    {
      path: housing,
      line: expect.any(Number),
      column: 1,
      sentence: expect.stringMatching(
        /政策文件 departments\/370800\/zjj\/department\.yaml:\d+:1 不正确：.*usc.*现行政策中该文件的内容继续有效/,
      ),
    },
  ]);
  expect(moved).toBe(true);
  expect(await names()).toEqual(expect.arrayContaining(['370800.wsjkw 济宁市新名称委员会']));
  expect((await names()).some((name) => name.startsWith('370800.zjj '))).toBe(true);
});

test.each([
  [
    'a code that its memoranda do not know',
    housing,
    (text: string) => text.replace(/^department: zjj$/m, 'department: zj2'),
  ],
  [
    'a wrong check digit',
    housing,
    (text: string) =>
      text.replace(/^(uscc: .*)(.)$/m, (_, head: string, last: string) => head + (last === '1' ? '2' : '1')),
  ],
  [
    'a clause rewritten under its version',
    housingPaper,
    (text: string) => text.replace('claimWithin: 2工作日', 'claimWithin: 9工作日'),
  ],
  [
    'an item that nobody lists',
    housingPaper,
    (text: string) => text.replace('item: drainage-permit', 'item: nobodys-permit'),
  ],
  ['a calendar rewritten under its version', calendar, (text: string) => text.replace('10-10', '10-11')],
])('%s goes back alone to what is in force, named', async (_, path, change) => {
  const { version } = await load(sample);
  const documents = changed(path, change);
  expect(documents).not.toEqual(sample);
  const loaded = await load(documents);
  expect(loaded).toMatchObject({ changed: false, version });
  expect(loaded.setAside.map((each) => each.path)).toEqual([path]);
  expect(loaded.setAside[0]?.sentence).toMatch(new RegExp(`${path}:\\d+:\\d+ 未采用：`));
});

test('a file that cannot be read at all, or vanished while others need it, keeps what is in force of it', async () => {
  const { version } = await load(sample);
  const without = sample.filter(({ path }) => path !== housing);
  expect(await load(without, [housing])).toMatchObject({ changed: false, version, setAside: [] });
  const gone = await load(without);
  expect(gone).toMatchObject({ changed: false, version });
  expect(gone.setAside[0]?.sentence).toContain('其内容继续有效');
});

test('at the first load a wrong department file is left out with what needs it, entry by entry, and everything else is loaded', async () => {
  const { setAside, content } = await load(changed(housing, (text) => `${text}\nname: 又一个`));
  expect(setAside[0]).toMatchObject({
    path: housing,
    sentence: expect.stringContaining('该文件未装载，其余照常'),
  });
  const told = setAside.map(({ path }) => path);
  expect(told).toContain(housingPaper);
  expect(told).not.toContain('policy/memoranda/370800-wsjkw.yaml');
  expect(content.departments.map(({ region, department }) => `${region}.${department}`)).not.toContain(
    '370800.zjj',
  );
  const rest = content.boundaries.filter(({ region }) => region === '370800');
  expect(rest.length).toBeGreaterThan(0);
  // Mended, it is simply loaded.
  const mended = await load(sample);
  expect(mended).toMatchObject({ changed: true, setAside: [] });
  expect(mended.content.departments).toHaveLength(content.departments.length + 1);
});

test('at the first load without a readable calendar everything else is loaded, and the deadlines say that no calendar reaches them', async () => {
  const { setAside, content } = await load(changed(calendar, () => 'document: [calendar'));
  expect(setAside.map(({ sentence }) => sentence).join()).toContain('没有可用的工作日历');
  expect(content.calendar.version).toBe('none');
  expect(content.clauses.length).toBeGreaterThan(0);
  expect((await load(sample)).content.calendar.version).not.toBe('none');
});

test('two files of one department: the first stays, the second is named', async () => {
  const twin = {
    path: 'departments/370800/zzz/department.yaml',
    text: sample.find(({ path }) => path === housing)?.text ?? '',
  };
  const { setAside, content } = await load([...sample, twin]);
  expect(new Set(setAside.map(({ path }) => path))).toEqual(new Set([twin.path]));
  expect(
    content.departments.filter(({ department, region }) => department === 'zjj' && region === '370800'),
  ).toHaveLength(1);
});

test('after an approved edition a new file waits for approval, and wrong files disturb nothing', async () => {
  await load(sample);
  const desk = new PolicyDesk(database, { now: () => new Date('2026-03-02T00:00:00Z') });
  const [draftFile] = changed(housing, (text) => text.replace(/^liaison: .*$/m, 'liaison: 新办公室')).filter(
    ({ path }) => path === housing,
  );
  const { id } = await desk.submit(draftFile === undefined ? [] : [draftFile], '张三', '联络');
  await desk.approve(id, '李四');
  const text = (sample.find(({ path }) => path === housing)?.text ?? '')
    .replace(/^department: zjj$/m, 'department: newone')
    .replace(/^uscc: .*$/m, 'uscc: 11370800MBH7007452');
  const added = { path: 'departments/370800/newone/department.yaml', text };
  const files = [
    ...changed(housingPaper, () => 'document: memorandum\nid: [').filter(({ path }) => path !== housing),
    added,
  ];
  expect(await load(files)).toMatchObject({ changed: false, kept: true });
  const state = await comparePolicyFiles(database, files);
  expect(state).toMatchObject({
    approved: true,
    waiting: [{ path: added.path, paper: 'department 370800.newone', change: 'added' }],
    setAside: [{ path: housingPaper }],
  });
});
