import type { Command } from 'commander';
import { faultCodes, isFaultCode } from '#base/contracts';
import { readStatus, type DepartmentStatus, type HubStatus, type SourceStatus } from '#libs/reporting';
import { topicNames, type Desk } from '../desk.js';
import { configLines } from '../sources/config-lines.js';
import { askProcesses, type ProcessHealth } from '../processes/ask-processes.js';
import { processAddresses } from '../processes/process-addresses.js';
import { grantLines } from '../secrets/secret-tables.js';
import { table } from '../output/table.js';
import { ageText, causeText, healthTitle, nextTryText, sinceText, titleOf } from '../words.js';

/** `hub status`: the hub on one page. */
export function addStatus(program: Command, desk: Desk): void {
  program
    .command('status')
    .description('枢纽现状：各来源、各部门、各进程、积压与逾期')
    .addHelpText(
      'after',
      '\n进程的地址取自本机正在运行的一套，或环境变量 HUB_PROCESS_URLS，\n' +
        '如 collect=http://10.0.0.5:18081,relay=http://10.0.0.6:18083；都没有时不列进程。\n\n' +
        '示例：\n  hub status\n  hub status --json | jq .settled',
    )
    .action(() =>
      desk.withStore(async (store, settings) => {
        const addresses = processAddresses(desk.env);
        const [status, processes] = await Promise.all([
          readStatus(store, topicNames(settings)),
          askProcesses(addresses),
        ]);
        // Connectors bring their drivers: only what looks at sources' files loads them.
        const { readConfigState } = await import('#libs/operating');
        const config = await readConfigState(store.database, settings.config.dir);
        const told = { ...status, config, ...(addresses.length === 0 ? {} : { processes }) };
        desk.print(told, () =>
          [statusText(status, processes, desk.clock.now()), ...configLines(config)].join('\n'),
        );
      }),
    );
}

/** Sources, departments, processes as far as they are known, then what waits. */
export function statusText(status: HubStatus, processes: readonly ProcessHealth[], now: Date): string {
  const out = outageLines(status, processes);
  const parts = [
    ...(out.length === 0 ? [] : [out.join('\n')]),
    sourceTable(status.sources, now),
    departmentTable(status.departments),
    ...(processes.length === 0 ? [] : [processTable(processes, now)]),
    ...(status.parked.length === 0 ? [] : [parkedTable(status.parked)]),
    [...grantLines(status.grants, now), ...backlog(status), doneText(status, out)].join('\n'),
  ];
  return parts.join('\n\n');
}

function sourceTable(sources: readonly SourceStatus[], now: Date): string {
  return table(
    [
      { title: '来源' },
      { title: '状态' },
      { title: '已读', right: true },
      { title: '已归一', right: true },
      { title: '隔离', right: true },
      { title: '新鲜度', right: true },
      { title: '最近进展', right: true },
    ],
    sources.map((each) => [
      `${each.source} ${each.name}`,
      healthTitle(each.health),
      String(each.read),
      String(each.unified),
      String(each.parked),
      ageText(each.freshness),
      sinceText(each.progressAt, now),
    ]),
  );
}

function departmentTable(departments: readonly DepartmentStatus[]): string {
  const titles = ['消息', '已签收', '已认领', '已反馈', '逾期', '黄牌', '红牌'];
  return table(
    [{ title: '部门' }, ...titles.map((title) => ({ title, right: true as const }))],
    departments.map((each) => [
      `${each.region}.${each.department} ${each.name}`,
      ...[each.messages, each.received, each.claimed, each.answered].map(String),
      ...[each.overdue, each.yellow, each.red].map(String),
    ]),
  );
}

const states: Readonly<Record<ProcessHealth['state'], string>> = {
  ready: '就绪',
  notReady: '未就绪',
  down: '未运行',
};

function processTable(processes: readonly ProcessHealth[], now: Date): string {
  return table(
    [{ title: '进程' }, { title: '状态' }, { title: '最近进展', right: true }, { title: '原因' }],
    processes.map((each) => [
      each.process,
      states[each.state],
      sinceText(each.progressAt, now),
      each.reasons.join('；'),
    ]),
  );
}

function parkedTable(parked: HubStatus['parked']): string {
  return table(
    [{ title: '隔离', right: true }, ...['来源', '环节', '原因', '代码'].map((title) => ({ title }))],
    parked.map(({ parked: count, source, cause, code }) => [
      String(count),
      source,
      causeText(cause),
      isFaultCode(code) ? faultCodes[code].title : '',
      code,
    ]),
  );
}

/** What does not work, at the top: as the database knows it, and as the processes answer now. */
function outageLines({ outages }: HubStatus, processes: readonly ProcessHealth[]): readonly string[] {
  const known = new Set(outages.map(({ process }) => process));
  const down = processes.filter(({ process, state }) => state === 'down' && !known.has(process));
  return [
    ...outages.map(({ sentence }) => `！${sentence}。`),
    ...down.map(({ process, reasons }) => `！进程 ${process} 未运行（${reasons.join('；')}）。`),
  ];
}

function doneText({ settled, complete }: HubStatus, outages: readonly string[]): string {
  if (outages.length > 0)
    return '有进程没有在工作（见开头），以上只是最近一次所知，不能断定已读完、归一或投递。';
  if (!settled) return '正在处理中。';
  return complete ? '各来源已读完、归一并投递。' : '除上述已停下的，各来源已读完、归一并投递。';
}

/** What is wrong with a source, in the word of its state, and when it is tried next. */
function faultLine({ source, health, fault }: SourceStatus): readonly string[] {
  if (fault === null || !faulty.has(health.state)) return [];
  return [`来源 ${source} ${healthTitle(health)}：${health.sentence}${nextTryText(health)}`];
}

const faulty: ReadonlySet<string> = new Set(['retrying', 'stopped', 'unread', 'tripped']);

function backlog(status: HubStatus): readonly string[] {
  const { sources, departments, outbox, fuses, holds, routes, breaches } = status;
  const waiting = sources.reduce((total, each) => total + each.waiting, 0);
  const failing = outbox.failing > 0 ? `，其中 ${outbox.failing} 条投递受阻` : '';
  const oldest = outbox.messages > 0 ? `（最久 ${ageText(outbox.oldestAge)}${failing}）` : '';
  const calendar = departments.reduce((total, each) => total + each.withoutCalendar, 0);
  return [
    `待归一 ${waiting} 条；待投递 ${outbox.messages} 条${oldest}`,
    `办件：${routes.map(({ route, cases }) => `${titleOf(route)} ${cases}`).join('，') || '暂无'}`,
    `监管发现：${
      Object.entries(breaches)
        .map(([state, count]) => `${titleOf(state)} ${count}`)
        .join('，') || '暂无'
    }`,
    `因尚无官方日历而未定时限的投递 ${calendar} 条`,
    ...fuses.flatMap(({ sentence }) => sentence ?? []),
    ...holds.map(({ id, sentence }) => `${sentence}（编号 ${id}）`),
    ...sources.flatMap(faultLine),
  ];
}
