import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { InvalidArgumentError, type Command } from 'commander';
import {
  groupSelection,
  ParkedDesk,
  type ParkedEntry,
  type ParkedSelection,
  type ReportStore,
} from '#libs/reporting';
import type { Desk } from '../desk.js';
import { retryText } from './parked-text.js';
import { toId } from '../options.js';

interface Selecting {
  readonly source?: string;
  readonly stream?: string;
  readonly field?: string;
  readonly cause?: string;
  readonly code?: string;
  readonly case?: string;
  readonly group?: string;
  readonly all?: true;
}

const waitMs = 15_000;
const lookMs = 200;

/** `hub parked retry`: one record, a group, whatever a filter means, or all. */
export function addRetry(parked: Command, desk: Desk): void {
  parked
    .command('retry [编号...]')
    .description('修正映射、目录或记录后，让归一进程重新处理隔离的记录')
    .option('--group <组>', 'hub parked groups 列出的一组')
    .option('--source <来源>', '一个来源的全部')
    .option('--stream <数据流>', '一个数据流的全部')
    .option('--cause <环节>', '一个环节的全部：parse、map、validate、put、route、publish、waiting')
    .option('--code <代码>', '一种原因的全部')
    .option('--field <字段>', '一个字段的全部')
    .option('--case <办件编号>', '一个办件的全部')
    .option('--all', '全部')
    .option('--why <理由>', '为什么放行，记入审计')
    .addHelpText(
      'after',
      '\n示例：\n  hub parked retry 12 13\n  hub parked retry --group 3fa2b1c0\n  hub parked retry --code HUB_ITEM_UNKNOWN',
    )
    .action(
      (ids: readonly string[], { why = null, ...options }: Selecting & { readonly why?: string | null }) =>
        desk.withStore(async (store) => {
          const office = new ParkedDesk(store.plane, desk.clock);
          const asked = await office.retry(
            await chosen(store, office, ids, options),
            userInfo().username,
            why,
          );
          const entries = await settle(office, asked);
          const unsolved = entries.filter(({ state }) => state !== 'released');
          if (asked.length === 0 || unsolved.length > 0) desk.found();
          desk.print(entries, () => retryText(entries, unsolved));
        }),
    );
}

/** `hub parked discard`: set aside for good, with a reason. */
export function addDiscard(parked: Command, desk: Desk): void {
  parked
    .command('discard <编号...>')
    .description('舍弃隔离的记录，须说明理由；原始内容保留')
    .requiredOption('--why <理由>', '为什么舍弃')
    .addHelpText('after', '\n示例：\n  hub parked discard 12 --why 部门确认为测试数据')
    .action((ids: readonly string[], { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const office = new ParkedDesk(store.plane, desk.clock);
        const discarded = await office.discard(ids.map(toId), userInfo().username, why);
        if (discarded.length < ids.length) desk.found();
        desk.print(
          discarded,
          () => `已舍弃 ${discarded.length} 条，未变动 ${ids.length - discarded.length} 条。`,
        );
      }),
    );
}

interface Correcting {
  readonly field: string;
  readonly value: string;
  readonly why: string;
}

/** `hub parked correct`: another value for one field of one record. */
export function addCorrect(parked: Command, desk: Desk): void {
  parked
    .command('correct <编号>')
    .description('更正一条隔离记录的一个字段；原始内容并存，谁更正、为何更正记入审计')
    .requiredOption('--field <列>', '部门的列名')
    .requiredOption('--value <值>', '正确的值')
    .requiredOption('--why <依据>', '依据，如部门来函文号')
    .addHelpText(
      'after',
      '\n示例：\n  hub parked correct 12 --field ACCEPTDATE --value 20260301 --why 住建局电话确认\n  hub parked retry 12',
    )
    .action((id: string, { field: column, value, why }: Correcting) =>
      desk.withStore(async (store) => {
        const office = new ParkedDesk(store.plane, desk.clock);
        const by = userInfo().username;
        const outcome = await office.correct({ id: toId(id), column, value, by, why });
        if (!outcome.corrected) desk.fail('HUB_REFUSED', outcome.sentence, { id, column });
        desk.print(outcome, () => `已更正 ${id} 的 ${column}；放行：hub parked retry ${id}`);
      }),
    );
}

async function chosen(
  store: ReportStore,
  office: ParkedDesk,
  ids: readonly string[],
  options: Selecting,
): Promise<readonly string[]> {
  if (ids.length > 0) return ids.map(toId);
  const { group, all, case: caseNumber, ...columns } = options;
  if (group !== undefined) return office.ids(await selectionOf(store, group));
  const given = Object.keys(columns).length > 0 || caseNumber !== undefined;
  if (!given && all !== true) {
    throw new InvalidArgumentError('请给出编号，或用 --group、--source、--code 等选择，或用 --all。');
  }
  return office.ids({
    ...columns,
    caseNumber: caseNumber?.trim().toUpperCase() ?? null,
    states: ['parked'],
  });
}

async function selectionOf(store: ReportStore, name: string): Promise<ParkedSelection> {
  const found = await groupSelection(store, name);
  if (found === null) throw new InvalidArgumentError(`没有名为 ${name} 的组，请用 hub parked groups 核对。`);
  return found;
}

/** Waits until normalise has decided on every record, or patience ends. */
async function settle(office: ParkedDesk, ids: readonly string[]): Promise<readonly ParkedEntry[]> {
  for (let waited = 0; ; waited += lookMs) {
    const states = ['parked', 'releasing', 'released'];
    const entries = await office.list({ ids, states, limit: Math.max(ids.length, 1) });
    if (waited >= waitMs || entries.every(({ state }) => state !== 'releasing')) return entries;
    await delay(lookMs);
  }
}
