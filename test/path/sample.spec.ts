import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { departmentName } from '#base/contracts';
import { projectRoot } from '#base/settings';
import { MariadbFront } from '../../apps/sandbox/src/front/mariadb-front.js';
import type { FrontDatabase } from '../../apps/sandbox/src/front/front-database.js';
import { PostgresFront } from '../../apps/sandbox/src/front/postgres-front.js';
import { rowCount, type Sample } from '../../apps/sandbox/src/generator/index.js';
import { readSamplePolicy } from '../../apps/sandbox/src/policy-files.js';
import { cook, ownerOf } from '../../apps/sandbox/src/samples.js';
import { HubSet, type TestSource } from '../support/hub-set.js';
import { emptyDatabase, randomId, testMysqlUrl, type TestDatabase } from '../support/servers.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(300_000);

const policy = await readSamplePolicy(join(projectRoot(), 'config'));
const samples = cook({ seed: 'path', cases: 300, asOf: new Date() }, policy);
let hub: HubSet;
let approvalFront: TestDatabase;
const fronts = new Map<string, FrontDatabase>();

beforeAll(async () => {
  approvalFront = await emptyDatabase();
  const housingUrl = await emptyMysql();
  const urls = [approvalFront.url, housingUrl];
  const sources = await Promise.all(samples.map((sample, at) => sampleSource(sample, urls[at] ?? '')));
  for (const [at, sample] of samples.entries())
    fronts.set(sample.system.source, openFront(sample, urls[at] ?? ''));
  for (const front of fronts.values()) await front.makeTables(ownerOf(policy));
  hub = await HubSet.open({ sources });
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);
  for (const wave of [1, 2]) await writeWave(wave);
});

afterAll(async () => {
  await hub.close();
  for (const front of fronts.values()) await front.close();
  await approvalFront.drop();
});

test('every row is a unified record or parked, by the cause the generator planted', async () => {
  for (const { system, totals } of samples) {
    const parked = await counted(
      "select code as name, count(*)::int as count from ops.parked where source = $1 and cause not in ('route', 'fetch') group by code",
      system.source,
    );
    expect(parked).toEqual(totals.parked);
  }
});

test('every case ends as the generator says, in both generations', async () => {
  for (const { system, cases } of samples) {
    const { rows } = await hub.database.query<{ case_no: string; outcome: string }>(
      `select case_no, case when result_removed or state = 'VOIDED' and result is null then 'REMOVED'
                            else coalesce(result, 'OPEN') end as outcome
         from unified.case_status where source = $1`,
      [system.source],
    );
    const found = new Map(rows.map((row) => [row.case_no, row.outcome]));
    const wrong = cases.filter((truth) => found.get(truth.caseNumber) !== truth.outcome);
    expect(
      wrong.map((truth) => `${truth.story} ${found.get(truth.caseNumber)} instead of ${truth.outcome}`),
    ).toEqual([]);
  }
});

test('exactly those are told whom the policy names, once per department', async () => {
  for (const { system, cases } of samples) {
    const { rows } = await hub.database.query<{ case_no: string; department: string; change: string }>(
      `select m.case_no, d.region || '.' || d.department as department, m.body ->> 'change' as change
         from feedback.message m join feedback.delivery d on d.message_id = m.id
        where m.source = $1 and m.kind = 'license-decision' order by m.id`,
      [system.source],
    );
    const granted = rows
      .filter(({ change }) => change === 'granted')
      .map((row) => `${row.case_no} ${row.department}`);
    const owed = cases.flatMap((truth) =>
      [...truth.owedTo, ...truth.retractedFrom].map((to) => `${truth.caseNumber} ${departmentName(to)}`),
    );
    expect(granted.toSorted()).toEqual(owed.toSorted());
    const voided = rows
      .filter(({ change }) => change === 'voided')
      .map((row) => `${row.case_no} ${row.department}`);
    const retracted = cases.flatMap((truth) =>
      truth.retractedFrom.map((to) => `${truth.caseNumber} ${departmentName(to)}`),
    );
    expect(voided.toSorted()).toEqual(retracted.toSorted());
  }
});

test('cases nobody has to be told of, waiting ones and unknown items are listed, not guessed', async () => {
  for (const { system, totals } of samples) {
    const routes = await counted(
      'select route as name, count(*)::int as count from unified.case_status where source = $1 and route is not null group by route',
      system.source,
    );
    expect({
      nobody: routes['nobody'] ?? 0,
      waiting: routes['waiting'] ?? 0,
      parked: routes['parked'] ?? 0,
    }).toEqual({
      nobody: totals.nobody,
      waiting: totals.waiting,
      parked: totals.itemUnknown,
    });
  }
});

test('a corrected address goes to those who were told the address, superseding, under the same key', async () => {
  const corrected = samples.flatMap(({ cases }) => cases.filter(({ story }) => story === 'corrected'));
  const { rows } = await hub.database.query<{ change: string; knows: boolean; same_key: boolean | null }>(
    `select m.body ->> 'change' as change, m.body -> 'applicant' ->> 'address' is not null as knows,
            earlier.key = m.key as same_key
       from feedback.message m left join feedback.message earlier on earlier.id = m.supersedes
      where m.case_no = any($1::text[])`,
    [corrected.map(({ caseNumber }) => caseNumber)],
  );
  const toldAddress = rows.filter(({ change, knows }) => change === 'granted' && knows);
  const corrections = rows.filter(({ change }) => change === 'corrected');
  expect(toldAddress.length).toBeGreaterThan(0);
  expect(corrections).toHaveLength(toldAddress.length);
  expect(corrections.every((row) => row.same_key)).toBe(true);
});

test('an open special procedure asks for a look at the site by itself, or says why nobody can be asked', async () => {
  const open = samples.flatMap(({ cases }) => cases.filter(({ story }) => story === 'paused'));
  await eventually(async () => {
    const { rows } = await hub.database.query<{ case_no: string; asked: boolean; why: string | null }>(
      `select s.case_no, s.started_by = 'source' and m.kind = 'tech-support-request' and m.clause_id like '%-support-%' as asked,
              s.nobody_reason as why
         from feedback.support s left join feedback.message m on m.id = s.request order by s.case_no`,
    );
    expect(rows.map((row) => row.case_no)).toEqual(open.map(({ caseNumber }) => caseNumber).toSorted());
    expect(rows.filter(({ asked, why }) => !asked && why === null)).toEqual([]);
    expect(rows.some(({ asked }) => asked)).toBe(true);
  });
});

test('the command line tells the whole life of a case and the state of the hub', async () => {
  const told = samples[0]?.cases.find(({ owedTo }) => owedTo.length > 0);
  const life = await hub.cli('case', told?.caseNumber ?? '');
  expect(life).toMatchObject({ code: 0 });
  expect(life.output).toContain('许可决定推送（新发）');
  const explained = await hub.cli('explain', told?.caseNumber ?? '');
  expect(explained).toMatchObject({ code: 0 });
  for (const to of told?.owedTo ?? [])
    expect(explained.output).toMatch(new RegExp(`${departmentName(to)}：已告知：依据条款 \\S+ 第 \\d+ 版`));
  // Processes say how they are every few seconds: the last word of one may still be from before it was ready.
  await eventually(async () => {
    const status = await hub.cli('status', '--json');
    expect(status).toMatchObject({ code: 0 });
    const { settled } = JSON.parse(status.output) as { settled: boolean };
    expect(settled).toBe(true);
  });
});

test('the policy is checked, exported as a workbook and read back without a difference', async () => {
  const report = await hub.cli('policy', 'check');
  expect(report).toMatchObject({ code: 1 });
  expect(report.output).toContain('备案逾期');
  const folder = await mkdtemp(join(tmpdir(), 'hub-policy-'));
  try {
    const workbook = join(folder, 'policy.xlsx');
    expect(await hub.cli('policy', 'export', workbook)).toMatchObject({ code: 0 });
    const read = await hub.cli('policy', 'import', workbook);
    expect(read).toMatchObject({ code: 0 });
    expect(read.output).toContain('与现行政策没有差别');
    expect(await hub.cli('policy', 'submit', workbook, '--by', '张三')).not.toMatchObject({ code: 0 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a changed definition is planned with whom it concerns, becomes a version while it runs, is checked, and is taken back', async () => {
  const id = '370800.zjj.front';
  const file = join(hub.folder, 'config/departments/370800/zjj/sources/front.yaml');
  const written = await readFile(file, 'utf8');
  await writeFile(file, written.replace('poll: 1s', 'poll: 1s\n  pol: 2s'));
  expect((await hub.cli('plan')).output).toMatch(/front\.yaml:\d+:3 的 read\.pol 有误/);
  await writeFile(file, written.replace('poll: 1s', 'poll: 2s'));
  const plan = await hub.cli('plan');
  expect(plan.code).toBe(1);
  for (const told of [`变更 ${id}`, '第 1 版，启用', 'read.poll：1s → 2s', '370800.zjj'])
    expect(plan.output).toContain(told);
  expect(plan.output).not.toContain('xzspj.front');
  expect(await hub.cli('apply', '--why', '放慢')).toMatchObject({ code: 0 });
  const check = await hub.cli('check', id);
  expect(check.code).toBe(0);
  for (const told of ['由对方的唯一索引保证', '服务器级权限', '时区', '仍为“启用”'])
    expect(check.output).toContain(told);
  expect(await hub.cli('apply', id, '--to', '1', '--why', '退回')).toMatchObject({ code: 0 });
  expect((await hub.cli('sources', 'history', id)).output).toContain('应用第 3 版');
});

async function writeWave(wave: number): Promise<void> {
  let written = 0;
  for (const { system, rows } of samples) {
    const own = rows.filter((row) => row.wave === wave);
    written += own.length;
    // MAKETIME is left to its default: the rows are written now.
    await fronts.get(system.source)?.insert(own.map(({ stream, cells }) => ({ stream, cells })));
  }
  const total = wave === 1 ? written : samples.reduce((sum, { totals }) => sum + rowCount(totals), 0);
  await eventually(async () => {
    const { rows } = await hub.database.query<{ taken: number; outbox: number }>(
      `select (select coalesce(sum(taken), 0)::int from ops.fence where consumer = 'hub-normalise') as taken,
              (select count(*)::int from feedback.outbox) as outbox`,
    );
    expect(rows[0]).toEqual({ taken: total, outbox: 0 });
  }, 200_000);
}

async function counted(text: string, source: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await hub.database.query<{ name: string; count: number }>(text, [source]);
  return Object.fromEntries(rows.map((row) => [row.name, row.count]));
}

async function sampleSource({ system }: Sample, url: string): Promise<TestSource> {
  const [region = '', department = '', name = ''] = system.source.split('.');
  const file = join(projectRoot(), 'config/departments', region, department, 'sources', `${name}.yaml`);
  return { id: system.source, yaml: await readFile(file, 'utf8'), url };
}

function openFront({ system }: Sample, url: string): FrontDatabase {
  return system.edition === 'A' ? new MariadbFront(url, 'A') : new PostgresFront(url, 'B');
}

async function emptyMysql(): Promise<string> {
  const url = new URL(testMysqlUrl());
  const connection = await createConnection(url.href);
  const name = `test_${randomId()}`;
  await connection.query(`create database ${name}`);
  await connection.end();
  url.pathname = `/${name}`;
  return url.href;
}
