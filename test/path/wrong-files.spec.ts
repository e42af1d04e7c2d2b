import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { HubSet } from '../support/hub-set.js';

jest.setTimeout(300_000);

const housing = 'departments/370800/zjj/department.yaml';
const bombs = Array.from({ length: 9 }, (_, at) =>
  at === 0
    ? 'a0: &a0 [x, x]'
    : `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
).join('\n');
const broken = 'departments/370811/zjj/department.yaml';
let hub: HubSet;
let rencheng = '';

beforeAll(async () => {
  hub = await HubSet.open({ sources: [] });
});
afterAll(() => hub.close());

const file = (path: string): string => join(hub.folder, 'config', path);

async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file(path)), { recursive: true });
  await writeFile(file(path), content);
}

test('each wrong file is named where a person looks, what is in force stays, and the right files beside them count', async () => {
  const kept = await readFile(file(housing), 'utf8');
  const health = await readFile(file('departments/370800/wsjkw/department.yaml'), 'utf8');
  await put(
    housing,
    Buffer.concat([Buffer.from('document: department\nname: '), Buffer.from('d7a1bda8bed6', 'hex')]),
  );
  rencheng = await readFile(file(broken), 'utf8');
  await put(broken, 'document: department\n\tregion: x\n');
  await put(
    'departments/370800/wsjkw/department.yaml',
    health.replace(/^liaison: .*$/m, 'liaison: 新设衔接科'),
  );
  await put('policy/empty.yaml', '');
  await put('policy/bomb.yaml', bombs);
  await put('policy/large.yaml', '');
  await truncate(file('policy/large.yaml'), 50 * 1024 * 1024);
  await mkdir(file('policy/folder.yaml'));
  await put('calendar/second.yaml', 'document: calendar\nversion: 2027\n');
  await put(
    'departments/370800/scjgj/sources/broken.yaml',
    'document: source\nid: 370800.scjgj.broken\nid: again\n',
  );
  await put('lookups/wrong.yaml', 'document: lookup\nid: other\n');
  const named = [
    /departments\/370800\/zjj\/department\.yaml:2:\d+ 读不了：是 GBK/,
    /departments\/370811\/zjj\/department\.yaml:2:1 不正确：.*制表符/,
    /policy\/empty\.yaml 读不了：是空文件/,
    /policy\/bomb\.yaml:1:1 不正确：.*膨胀/,
    /policy\/large\.yaml 读不了：大小 50 MB/,
    /policy\/folder\.yaml 读不了：是文件夹/,
    /calendar\/second\.yaml:\d+:\d+ 不正确/,
    /sources\/broken\.yaml:3:1 有误：.*写了两次/,
  ];
  const setup = await hub.cli('setup');
  expect(setup.code).toBe(0);
  for (const sentence of named) expect(setup.output).toMatch(sentence);
  for (const verb of ['status', 'plan']) {
    const told = (await hub.cli(verb)).output;
    for (const sentence of [...named, /lookups\/wrong\.yaml:\d+:\d+ .*有误/]) expect(told).toMatch(sentence);
  }
  const { rows } = await hub.database.query<{ readonly department: string; readonly liaison: string }>(
    `select region || '.' || department as department, liaison from policy.department
      where current and department in ('zjj', 'wsjkw') and region in ('370800', '370811') order by 1`,
  );
  expect(rows.map(({ department }) => department)).toEqual(['370800.wsjkw', '370800.zjj', '370811.zjj']);
  expect(rows[0]?.liaison).toBe('新设衔接科');
  await put(housing, kept);
  for (const path of ['policy/empty.yaml', 'policy/bomb.yaml', 'policy/large.yaml', 'calendar/second.yaml'])
    await rm(file(path));
  await rm(file('policy/folder.yaml'), { recursive: true });
  await rm(file('departments/370800/scjgj/sources/broken.yaml'));
  await rm(file('lookups/wrong.yaml'));
});

test('with nothing in force yet the wrong file is left out and told, and the hub is set up with all others', async () => {
  await hub.database.query('truncate policy.edition, policy.clause cascade');
  const setup = await hub.cli('setup');
  expect(setup).toMatchObject({ code: 0 });
  expect(setup.output).toMatch(/370811\/zjj\/department\.yaml:2:1 不正确：.*该文件未装载，其余照常/);
  expect(setup.output).toMatch(/政策装载为 \d+-\w+ 版/);
});

test('after an approved edition a new department file is told where one meets it, with the commands that take it in', async () => {
  await put(broken, rencheng);
  expect(await hub.cli('setup')).toMatchObject({ code: 0 });
  const other = 'departments/370800/wsjkw/department.yaml';
  await put(other, (await readFile(file(other), 'utf8')).replace(/^liaison: .*$/m, 'liaison: 另一科'));
  expect(await hub.cli('policy', 'submit', file(other), '--by', '张三')).toMatchObject({ code: 0 });
  expect(await hub.cli('policy', 'approve', '1', '--by', '李四')).toMatchObject({ code: 0 });
  const fresh = 'departments/370800/gjj/department.yaml';
  await put(
    fresh,
    (await readFile(file(other), 'utf8'))
      .replace(/^department: .*$/m, 'department: gjj')
      .replace(/^name: .*$/m, 'name: 济宁市某管理局')
      .replace(/^uscc: .*$/m, 'uscc: 11370800MBH700999B'),
  );
  for (const verb of ['status', 'plan']) {
    const told = (await hub.cli(verb)).output;
    expect(told).toContain(`政策文件 ${fresh} 与现行政策不同，尚未生效`);
    expect(told).toContain(`hub policy submit config/${fresh} --by <报审人>`);
    expect(told).toContain('hub policy approve <草案> --by <批准人>');
  }
  expect((await hub.cli('setup')).output).toContain('hub policy submit <文件>');
});
