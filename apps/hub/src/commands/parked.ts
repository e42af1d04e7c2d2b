import type { Command } from 'commander';
import { openStates, ParkedDesk, readParkedGroups, type ParkedFilter } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toCount, toId } from '../options.js';
import { addAddCode, addCodes, addDropCode } from '../parked/codes.js';
import { addFuse } from '../parked/fuse.js';
import { detailText, groupsText, listText } from '../parked/parked-text.js';
import { addCorrect, addDiscard, addRetry } from '../parked/remedies.js';

interface ListOptions {
  readonly source?: string;
  readonly code?: string;
  readonly cause?: string;
  readonly case?: string;
  readonly after?: string;
  readonly limit: number;
}

/** `hub parked …`: what the hub refuses to guess about, and a person's decision on it. */
export function addParked(program: Command, desk: Desk): void {
  const parked = program.command('parked').description('隔离的记录：查看、分组、更正、补充代码、重试、舍弃');
  addList(parked, desk);
  addGroups(parked, desk);
  addShow(parked, desk);
  addRetry(parked, desk);
  addCorrect(parked, desk);
  addAddCode(parked, desk);
  addCodes(parked, desk);
  addDropCode(parked, desk);
  addDiscard(parked, desk);
  addFuse(parked, desk);
}

function addList(parked: Command, desk: Desk): void {
  parked
    .command('list', { isDefault: true })
    .description('列出仍在隔离的记录')
    .option('--source <来源>', '只看一个来源')
    .option('--cause <环节>', '只看一个环节，如 fetch、map、publish')
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

function addGroups(parked: Command, desk: Desk): void {
  parked
    .command('groups')
    .description('按原因归类：条数、最早时间、样本、由谁处理')
    .option('--source <来源>', '只看一个来源')
    .addHelpText('after', '\n示例：\n  hub parked groups\n  hub parked groups --source 370800.zjj.front')
    .action((options: { readonly source?: string }) =>
      desk.withStore(async (store) => {
        const groups = await readParkedGroups(store, options.source ?? null);
        desk.print(groups, () => groupsText(groups));
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
        if (detail === null) return desk.fail('HUB_NOT_FOUND', `没有编号为 ${id} 的隔离记录。`, { id });
        desk.printDocument(detail, () => detailText(detail));
      }),
    );
}

function openFilter(options: ListOptions): ParkedFilter {
  const { case: caseNumber, ...rest } = options;
  return { ...rest, caseNumber: caseNumber?.trim().toUpperCase() ?? null, states: openStates };
}
