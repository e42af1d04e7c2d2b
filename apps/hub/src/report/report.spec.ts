import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#base/postgres';
import { insertMatters, type Matter } from '../../../../test/support/matters.js';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { addReport } from '../commands/report.js';
import { openDesk } from '../desk.js';
import { openOutput } from '../output/output.js';

let clone: TestDatabase;
let folder: string;

const claimed: Matter = {
  to: '370800.zjj',
  pushed: '2026-02-02T01:00:00Z',
  claimedAfter: 10,
  state: 'claimed',
  owes: [['claimed', 'met', '2026-02-04T16:00:00Z', '2026-02-02T11:00:00Z']],
};
const overdue: Matter = {
  to: '370811.zjj',
  pushed: '2026-02-03T01:00:00Z',
  state: 'delivered',
  owes: [['claimed', 'missed', '2026-02-05T16:00:00Z']],
};

beforeAll(async () => {
  clone = await cloneDatabase();
  folder = await mkdtemp(join(tmpdir(), 'hub-report-'));
  const database = new Database({ url: clone.url, maxConnections: 1, applicationName: 'test' });
  await insertMatters(database, [claimed, overdue]);
  await database.close();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await clone.drop();
});

async function hub(...argv: readonly string[]): Promise<string> {
  let out = '';
  const words = argv.filter((word) => word !== '--json');
  const desk = openDesk(
    { DATABASE_URL: clone.url },
    openOutput(
      (text) => (out += text),
      (text) => (out += text),
    ),
    () => words.length < argv.length,
  );
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addReport(program, desk);
  await program.parseAsync(['report', ...words], { from: 'user' });
  return out;
}

test('figures by department, and the rows behind one of them, on the screen and in files', async () => {
  const csv = join(folder, 'rows', 'overdue.csv');
  const printed = await hub('--region', '370800', '--below', '--month', '2026-02');
  expect(printed).toMatch(/部门 +部门名称 +推送 .*按时率/);
  expect(printed).toMatch(/370800\.zjj .*100\.0%/);
  expect(printed).toMatch(/370811\.zjj .* 0\.0%/);
  const rows = await hub('--rows', '逾期未办', '--csv', csv);
  expect(rows).toContain('共 1 条。');
  expect(rows).toContain('370811.zjj');
  expect(await readFile(csv, 'utf8')).toMatch(
    /^\uFEFF推送时间.*\r\n2026-02-03 09:00:00,许可决定推送,370811,/,
  );
  const [row] = JSON.parse(await hub('--rows', 'overdue', '--json')) as readonly Record<string, unknown>[];
  expect(row).toMatchObject({ dueAt: '2026-02-05T16:00:00.000Z', overdueHours: expect.any(Number) });
  expect(await readFile(csv, 'utf8')).toMatch(/应办时间,逾期（小时）.*\r\n.*,2026-02-06 00:00:00,\d+/);
  const [line] = JSON.parse(await hub('--by', 'total', '--json')) as readonly { readonly counts: object }[];
  expect(line?.counts).toMatchObject({ pushed: 2, claimed: 1, overdue: 1 });
});

test('today, the league and the month of a region, each in one command', async () => {
  expect(await hub('today')).toMatch(/今日 +0 .*\n本月 +0 .*\n累计 +2 /);
  expect(await hub('league', '--month', '2026-02')).toMatch(/1 +370800\.zjj[^]* 2 +370811\.zjj/);
  const excel = join(folder, '月报.xlsx');
  const monthly = await hub('monthly', '--region', '370800', '--month', '2026-02', '--excel', excel);
  expect(monthly).toContain('济宁市（370800） 2026-02 审管互动月报');
  expect(monthly).toMatch(/【逾期未办清单】\n无。/);
  expect((await readFile(excel)).subarray(0, 2).toString()).toBe('PK');
});

const mistakes: readonly (readonly [string, readonly string[]])[] = [
  ['月份应写作 2026-02', ['monthly', '--region', '370800', '--month', '2026-13']],
  ['没有这个统计项：x', ['--rows', 'x']],
  ['不能按“x”分组', ['--by', 'x']],
  ['不能同时使用', ['--month', '2026-02', '--from', '2026-02-01']],
  ['日期应写作', ['--from', '2026-02-30x']],
];

test.each(mistakes)('a mistake is told in one sentence: %s', async (sentence, argv) => {
  await expect(hub(...argv)).rejects.toThrow(sentence);
});
