import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { cookCases, insertions, openApprovalFront, type Front } from '../faults/support/front.js';
import { settle } from '../faults/support/truth.js';
import { HubSet } from '../support/hub-set.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(300_000);

const name = 'shandong-front/B/result';
const { approval } = cookCases('mapping versions', 40);
const rows = approval.rows.filter(({ stream }) => stream === 'result');
let front: Front;
let hub: HubSet;

beforeAll(async () => {
  front = await openApprovalFront();
  hub = await HubSet.open({ sources: [front.source] });
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);
});
afterAll(async () => {
  await hub.close();
  await front.close();
});

async function mappings(): Promise<readonly string[]> {
  const { rows: found } = await hub.database.query<{ readonly version: string }>(
    `select distinct noted.name || ' ' || noted.version as version
       from unified.result held
       left join intake.mapping_version noted
         on noted.mapping = held.mapping_version and noted.source = held.source
      order by 1`,
  );
  return found.map(({ version }) => version);
}

test('an edited mapping document changes nothing until it is applied; then new records are mapped by its version, and it can be taken back', async () => {
  const half = Math.floor(rows.length / 2);
  await front.database.insert(insertions(rows.slice(0, half)));
  await settle(hub, [front]);
  expect(await mappings()).toEqual([`${name} 1`]);
  const file = join(hub.folder, 'config/standards/shandong-front/b/result.yaml');
  const written = await readFile(file, 'utf8');
  const code = /^( +)'?0'?: GRANTED/m.exec(written) ?? /^( +)'0': /m.exec(written);
  expect(code).not.toBeNull();
  await writeFile(
    file,
    written.replace(code?.[0] ?? '', `${code?.[1] ?? ''}'00': GRANTED\n${code?.[0] ?? ''}`),
  );
  const plan = await hub.cli('plan');
  expect(plan.code).toBe(1);
  expect(plan.output).toMatch(/变更 映射文件 shandong-front\/B\/result（.*生效的是第 1 版）/);
  expect(plan.output).toMatch(/\.00 +（无） +GRANTED/);
  expect(plan.output).toContain(`涉及 ${front.source.id}：已归一 `);
  expect((await hub.cli('mapping', 'versions', name)).output).not.toContain('第 2 版');
  expect(await hub.cli('apply', '--why', '新增办结代码')).toMatchObject({ code: 0 });
  expect((await hub.cli('mapping', 'versions', name)).output).toMatch(/第 2 版.*新增办结代码/);
  let taken = half;
  await eventually(async () => {
    await front.database.insert(insertions(rows.slice(taken, (taken += 2))));
    await settle(hub, [front]);
    expect(await mappings()).toEqual([`${name} 1`, `${name} 2`]);
  });
  expect((await hub.cli('plan')).output).toContain('没有差别');
  expect((await hub.cli('apply', name, '--to', '1', '--why', '退回')).output).toContain(
    '已退回第 1 版的内容，记为第 3 版',
  );
  await writeFile(file, 'standard: [');
  const broken = await hub.cli('apply', '--why', '写错');
  expect(broken).toMatchObject({
    code: 1,
    output: expect.stringMatching(/shandong-front\/b\/result\.yaml:\d+:\d+ 无效/),
  });
  expect((await hub.cli('mapping')).output).toMatch(/shandong-front\/B\/result +第 3 版/);
});
