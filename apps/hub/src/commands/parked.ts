import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { ParkedDesk, type ParkedDetail, type ParkedEntry, type ParkedFilter } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../table.js';
import { timeText, titleOf } from '../words.js';

interface ListOptions {
  readonly source?: string;
  readonly code?: string;
  readonly case?: string;
  readonly after?: string;
  readonly limit: number;
}

const waitMs = 15_000;
const lookMs = 200;

/** `hub parked …`: what the hub refuses to guess about, and a person's decision on it. */
export function addParked(program: Command, desk: Desk): void {
  const parked = program.command('parked').description('隔离的记录：查看、重试、舍弃');
  addList(parked, desk);
  addShow(parked, desk);
  addRetry(parked, desk);
  addDiscard(parked, desk);
}

function addList(parked: Command, desk: Desk): void {
  parked
    .command('list', { isDefault: true })
    .description('列出仍在隔离的记录')
    .option('--source <来源>', '只看一个来源')
    .option('--code <代码>', '只看一种原因，如 HUB_CODE_UNKNOWN')
    .option('--case <办件编号>', '只看一个办件')
    .option('--limit <条数>', '最多列出多少条', toCount, 50)
    .option('--after <编号>', '接在这个编号之后继续列', toId)
    .addHelpText(
      'after',
      '\n示例：\n  hub parked list --code HUB_USCC_INVALID\n  hub parked list --case 370800202603010001',
    )
    .action((options: ListOptions) =>
      desk.withStore(async (store) => {
        const entries = await new ParkedDesk(store.plane, desk.clock).list(openFilter(options));
        desk.print(entries, () => listText(entries, options.limit));
      }),
    );
}

function addShow(parked: Command, desk: Desk): void {
  parked
    .command('show <编号>')
    .description('查看一条隔离记录及其原始内容（个人信息已遮盖）')
    .addHelpText('after', '\n示例：\n  hub parked show 12')
    .action((id: string) =>
      desk.withStore(async (store) => {
        const detail = await new ParkedDesk(store.plane, desk.clock).show(toId(id));
        if (detail === null) desk.found();
        desk.print(detail, () => (detail === null ? `没有编号为 ${id} 的隔离记录。` : detailText(detail)));
      }),
    );
}

function addRetry(parked: Command, desk: Desk): void {
  parked
    .command('retry [编号...]')
    .description('修正映射或目录后，让归一进程重新处理隔离的记录')
    .option('--source <来源>', '一个来源的全部')
    .option('--code <代码>', '一种原因的全部')
    .addHelpText('after', '\n示例：\n  hub parked retry 12 13\n  hub parked retry --code HUB_ITEM_UNKNOWN')
    .action((ids: readonly string[], options: Pick<ListOptions, 'source' | 'code'>) =>
      desk.withStore(async (store) => {
        const office = new ParkedDesk(store.plane, desk.clock);
        const asked = await office.retry(await chosen(office, ids, options), userInfo().username);
        const entries = await settle(office, asked);
        const unsolved = entries.filter(({ state }) => state !== 'released');
        if (asked.length === 0 || unsolved.length > 0) desk.found();
        desk.print(entries, () => retryText(entries, unsolved));
      }),
    );
}

function addDiscard(parked: Command, desk: Desk): void {
  parked
    .command('discard <编号...>')
    .description('舍弃隔离的记录，须说明理由；原始内容保留')
    .requiredOption('--reason <理由>', '为什么舍弃')
    .addHelpText('after', '\n示例：\n  hub parked discard 12 --reason 部门确认为测试数据')
    .action((ids: readonly string[], options: { readonly reason: string }) =>
      desk.withStore(async (store) => {
        const office = new ParkedDesk(store.plane, desk.clock);
        const discarded = await office.discard(ids.map(toId), userInfo().username, options.reason);
        if (discarded.length < ids.length) desk.found();
        desk.print(
          discarded,
          () => `已舍弃 ${discarded.length} 条，未变动 ${ids.length - discarded.length} 条。`,
        );
      }),
    );
}

async function chosen(
  office: ParkedDesk,
  ids: readonly string[],
  options: Pick<ListOptions, 'source' | 'code'>,
): Promise<readonly string[]> {
  if (ids.length > 0) return ids.map(toId);
  if (options.source === undefined && options.code === undefined) {
    throw new InvalidArgumentError('请给出编号，或用 --source、--code 选择。');
  }
  const entries = await office.list(openFilter({ ...options, limit: 10_000 }));
  return entries.map(({ id }) => id);
}

/** Waits until normalise has decided on every record, or patience ends. */
async function settle(office: ParkedDesk, ids: readonly string[]): Promise<readonly ParkedEntry[]> {
  for (let waited = 0; ; waited += lookMs) {
    const states = ['parked', 'releasing', 'released'];
    const filter = {
      ids,
      source: null,
      code: null,
      caseNumber: null,
      after: null,
      states,
      limit: Math.max(ids.length, 1),
    };
    const entries = await office.list(filter);
    if (waited >= waitMs || entries.every(({ state }) => state !== 'releasing')) return entries;
    await delay(lookMs);
  }
}

function openFilter(options: ListOptions): ParkedFilter {
  return {
    ids: null,
    source: options.source ?? null,
    code: options.code ?? null,
    caseNumber: options.case?.trim().toUpperCase() ?? null,
    states: ['parked', 'releasing'],
    after: options.after ?? null,
    limit: options.limit,
  };
}

function listText(entries: readonly ParkedEntry[], limit: number): string {
  if (entries.length === 0) return '没有隔离的记录。';
  const rows = entries.map((each) => [
    each.id,
    each.source,
    each.caseNumber ?? '',
    each.field ?? '',
    each.code,
    each.sentence,
  ]);
  const titles = ['来源', '办件编号', '字段', '代码', '原因'].map((title) => ({ title }));
  const more =
    entries.length < limit ? [] : ['', `可能还有：加上 --after ${entries.at(-1)?.id ?? ''} 继续。`];
  return [table([{ title: '编号', right: true }, ...titles], rows), ...more].join('\n');
}

function detailText(detail: ParkedDetail): string {
  const facts = [
    ['编号', detail.id],
    ['状态', titleOf(detail.state)],
    ['原因', `${detail.sentence}（${detail.code}，${titleOf(detail.cause)}）`],
    ['字段', detail.field ?? '整条记录'],
    ['来源', `${detail.source} ${detail.stream ?? ''}`],
    ['办件编号', detail.caseNumber ?? ''],
    ['位点', `${detail.topic}/${detail.partition}@${detail.offset}`],
    ['隔离时间', `${timeText(detail.parkedAt)}，已重试 ${detail.attempts} 次`],
    ...(detail.settledBy === null ? [] : [['处理', `${detail.settledBy} ${detail.reason ?? ''}`]]),
  ];
  const record = Object.entries(detail.record ?? {}).map(([column, value]) => [
    column,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const content =
    detail.record === null
      ? '原始内容不是 JSON 对象，不显示。'
      : table([{ title: '列' }, { title: '值' }], record);
  return `${facts.map(([title, value]) => `${title}：${value}`).join('\n')}\n\n${content}`;
}

function retryText(entries: readonly ParkedEntry[], unsolved: readonly ParkedEntry[]): string {
  if (entries.length === 0) return '没有可重试的记录（回执类须由部门更正后重新发送）。';
  const lines = unsolved.map((each) =>
    each.state === 'releasing'
      ? `${each.id}：归一进程尚未处理，请确认它在运行。`
      : `${each.id}：仍被隔离，${each.sentence}`,
  );
  return [`已放行 ${entries.length - unsolved.length} 条，未放行 ${unsolved.length} 条。`, ...lines].join(
    '\n',
  );
}

function toId(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError(`编号应为数字，而不是“${text}”。`);
  return text;
}
