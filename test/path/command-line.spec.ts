import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { projectRoot, readConfigDocuments } from '#base/settings';
import { loadPolicyFiles } from '#libs/catalogue';
import { runProgram } from '../../apps/hub/src/program.js';
import { FeedbackDesk, housing } from '../support/feedback-desk.js';

const source = '370800.xzspj.front';
const aCase = `insert into unified.case_status (source, case_no, state, result_removed, item_codes, region, missing, first_seen_at, updated_at)
   values ('${source}', 'C-1', 'ACCEPTED', false, '{370117006000}', '370800', '{}', now(), now())`;

let desk: FeedbackDesk;
let folder: string;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
  folder = await mkdtemp(join(tmpdir(), 'hub-command-line-'));
  const { policy } = await readConfigDocuments(join(projectRoot(), 'config'));
  await desk.database.transaction((tx) => loadPolicyFiles(tx, policy));
  await desk.database.query(aCase);
}, 200_000);
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  process.exitCode = undefined;
});

/** One command line, with the code it ends in before what it says. */
async function hub(...argv: readonly string[]): Promise<string> {
  let said = '';
  const write = (text: string): void => void (said += text);
  process.exitCode = undefined;
  const environment = { DATABASE_URL: desk.url, HUB_DOCUMENTS_FOLDER: folder };
  await runProgram(argv, environment, write, write);
  return `${process.exitCode ?? 0} ${said}`;
}

async function ask<Answer>(...argv: readonly string[]): Promise<Answer> {
  const said = await hub(...argv, '--json');
  return JSON.parse(said.slice(said.indexOf(' ') + 1)) as Answer;
}

const audited = async (action: string): Promise<number> =>
  (await desk.rows(`select from ops.audit where action like '${action}'`)).length;

test('held: what a mass change holds is listed, released once with a reason, and then on record', async () => {
  await desk.database.query(
    `insert into feedback.mass_hold (source, region, changes, sentence, held_at) values ('${source}', '370800', 900, '多', now())`,
  );
  await desk.told({ about: { source: brandAs(source), caseNumber: brandAs('C-1') } });
  expect(await hub('held')).toMatch(/^1 [^]*370800\.xzspj\.front +370800 +900 +1 .*待处理/);
  expect(await hub('held', 'release', '1')).toMatch(/^2 [^]*--why/);
  expect(await hub('held', 'release', '1', '--why', '已核对')).toMatch(/^0 已放行：1 条消息/);
  expect(await hub('held', 'release', '1', '--why', '已核对')).toMatch(/^1 没有编号为 1 的待处理批次/);
  expect(await hub('held')).toMatch(/^0 没有因集中变动而暂缓发送的消息/);
  expect(await hub('held', 'list', '--all')).toContain('已放行');
});

test('calendar: a new notice is previewed, submitted, approved by another person, and moves open deadlines only when told to', async () => {
  const committed = await readFile(join(projectRoot(), 'config/calendar/cn-2004-2026.yaml'), 'utf8');
  const file = join(folder, 'calendar.yaml');
  const own = "regions: [{ region: '370800', off: [2026-11-24..2026-11-25], work: [] }]";
  await writeFile(file, committed.replace(/^version: .*$/m, 'version: spec.1').replace('regions: []', own));
  const dueOf = (): Promise<readonly Record<string, unknown>[]> =>
    desk.rows(
      `select distinct due_at, calendar_version from feedback.deadline where limit_unit = 'workingDay' and state = 'open'`,
    );
  const before = await dueOf();
  expect(await hub('calendar', 'preview', file)).toMatch(
    /^1 按日历 spec\.1，1 项未结时限会变[^]*2026-11-27 23:59:59/,
  );
  const { id } = await ask<{ readonly id: number }>('calendar', 'import', file);
  expect(await hub('policy', 'approve', String(id), '--by', '李四')).toMatch(/^0 /);
  expect(await dueOf()).toEqual(before);
  expect(await hub('calendar', 'move', '--why', '地区放假通知')).toMatch(/^0 已按日历 spec\.1 移动 1 项时限/);
  expect(await dueOf()).toEqual([
    { due_at: new Date('2026-11-27T15:59:59.999Z'), calendar_version: 'spec.1' },
  ]);
  expect(await hub('calendar', 'preview')).toMatch(/^0 按日历 spec\.1，没有未结时限会变/);
  expect(await audited('calendar.move')).toBe(1);
});

test('support: asked for, listed, and a wish for more time is decided', async () => {
  const asking = ['support', 'ask', 'C-1', '--procedure', '现场踏勘', '--content', '踏勘接驳口'];
  const whom = ['--main', '370800.zjj', '--complete-by', '2099-06-01'];
  const { id } = await ask<{ readonly id: string }>(...asking, ...whom);
  const [listed] = await ask<readonly { readonly messageId: string }[]>('support', 'list', '--case', 'C-1');
  expect(await hub('support')).toMatch(/^0 [^]*C-1 .*现场踏勘/);
  const wish = { stage: 'EXTENSION', extendTo: '2099-06-10', explanation: '需检测' };
  const written = {
    type: 'tech-support-result' as const,
    body: wish,
    headers: { ce_inreplyto: listed?.messageId ?? '' },
  };
  expect(await desk.reply(housing, written)).toEqual(['accepted']);
  expect(await hub('support', 'extend', id, '--why', '属实')).toMatch(/^0 已答复/);
  expect(await hub('support', 'refuse', id, '--why', '再议')).toMatch(/^1 /);
  expect(await hub('support', 'ask', 'C-9', ...asking.slice(3))).toMatch(/^1 /);
});

test('documents: published, announced, asked for; who has not read is listed and reminded', async () => {
  const from = ['--from', '370800.zjj', '--regions', '370800'];
  const paper = ['--issued-on', '2026-11-20', '--issuer', '住建局', '--summary', '明确频次'];
  const published = await ask<{ readonly id: string }>(
    'documents',
    'publish',
    ...from,
    '--title',
    '关于频次的通知',
    ...paper,
  );
  const meeting = [
    '--type',
    '会议',
    '--title',
    '衔接会',
    '--starts-at',
    '2099-06-08T09:00:00',
    '--place',
    '一楼',
  ];
  expect(await hub('documents', 'notice', ...from, ...meeting, '--respond-by', '2099-06-05')).toMatch(
    /^0 已发给 1 个部门：370800\.xzspj/,
  );
  const opinion = [
    '--from',
    '370800.xzspj',
    '--to',
    '370800.zjj',
    '--purpose',
    '国家终审',
    '--addressee',
    '住房城乡建设部',
  ];
  expect(
    await hub('documents', 'ask-opinion', ...opinion, '--question', '是否属实', '--answer-by', '2099-06-05'),
  ).toMatch(/^0 已发给 1 个部门/);
  expect(await hub('documents', '--open')).toContain('关于频次的通知');
  expect(await hub('documents', 'show', published.id, '--unread')).toMatch(
    /^0 [^]*370800\.xzspj[^]*收件 1 个部门，已签收 0 个/,
  );
  expect(await hub('documents', 'remind', published.id)).toMatch(/^0 已催办 1 个部门 370800\.xzspj/);
  expect(await hub('documents', 'remind', published.id)).toContain('今天已催办过 370800.xzspj');
  expect(await hub('documents', 'show', housing.department)).toMatch(/^1 没有这份文件或通知/);
});

test('users and tokens: given, shown once, taken away, and every step is in the audit', async () => {
  const role = ['--role', '监管部门', '--department', '370800.zjj'];
  expect(await hub('users', 'add', 'wang.li', '--title', '王丽', ...role)).toMatch(/^0 已新增账号“wang\.li”/);
  expect(await hub('users')).toMatch(/wang\.li +王丽 +监管部门/);
  expect(await hub('users', 'reset', 'wang.li')).toMatch(/^0 已重置账号“wang\.li”的口令/);
  expect(await hub('users', 'disable', 'wang.li', '--why', '调离')).toMatch(/^0 /);
  const issue = ['tokens', 'issue', '--title', '大屏', '--role', '审计', '--rights', 'status.read'];
  const { id, token } = await ask<{ readonly id: string; readonly token: string }>(...issue);
  expect(await hub('tokens')).toMatch(new RegExp(`^0 [^]*${id} +大屏`));
  expect(await hub('tokens')).not.toContain(token);
  expect(await hub('tokens', 'revoke', id, '--why', '下线')).toMatch(/^0 已吊销令牌/);
  expect([await audited('account.%'), await audited('token.%')]).toEqual([3, 2]);
});

test('cards that were shown are in the figures, and every one of them drills down to its row', async () => {
  await desk.told({ clause: { id: 'ladder', version: 1 } });
  for (const hours of [25, 24, 24, 47, 1, 48]) {
    desk.after(hours);
    await desk.sweep();
  }
  const month = ['--region', '370800', '--month', '2026-11'];
  const [line] = await ask<readonly Readonly<Record<string, unknown>>[]>('report', ...month, '--by', 'total');
  expect(line).toMatchObject({ counts: { yellow: 1, red: 1 } });
  for (const card of ['yellow', 'red'])
    expect(await ask<readonly unknown[]>('report', ...month, '--rows', card)).toHaveLength(1);
});

test('a source that is not there is answered with what was meant, a verb of the group included', async () => {
  expect(await hub('sources', 'pasue')).toMatch(/^1 没有数据源 pasue。您是不是想用 pause？/);
  expect(await hub('sources', 'runs', '370800.none.front')).toMatch(/^1 没有数据源 370800\.none\.front。/);
  expect(await ask('sources', 'pasue')).toMatchObject({ error: { code: 'HUB_NOT_FOUND' } });
});

test('status says at the top which process is silent, and never that all is read meanwhile', async () => {
  await desk.database.query(
    `insert into ops.process (name, instance, seen_at) values ('normalise', 'killed', now() - interval '5 minutes')`,
  );
  const said = await hub('status');
  expect(said).toMatch(/^0 ！归一进程自 .* 起没有心跳/);
  expect(said).toContain('不能断定已读完');
  expect(await ask('status')).toMatchObject({ settled: false, outages: [{ process: 'normalise' }] });
});
