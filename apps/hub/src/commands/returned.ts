import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { DepartmentRef } from '#base/contracts';
import { ReturnsDesk } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toDepartment } from '../options.js';
import { table } from '../output/table.js';
import { timeText, titleOf } from '../words.js';

/** `hub returned`: matters departments sent back as not their own, and where they go. */
export function addReturned(program: Command, desk: Desk): void {
  const returned = program.command('returned').description('被退回的消息：列出、改派、办结');
  addList(returned, desk);
  addDecision(returned, desk, 'send', '改派给另一部门；由收发进程按原条款重新计时投递');
  addDecision(returned, desk, 'close', '确认无须任何部门办理');
}

function addList(returned: Command, desk: Desk): void {
  returned
    .command('list', { isDefault: true })
    .description('列出被退回的消息，待处理的在前')
    .option('--all', '也列出已处理的')
    .addHelpText('after', '\n示例：\n  hub returned\n  hub returned list --all --json')
    .action(({ all }: { readonly all?: true }) =>
      desk.withStore(async (store) => {
        const matters = await new ReturnsDesk(store.database, desk.clock).list(all !== true);
        desk.print(matters, () =>
          matters.length === 0
            ? '没有待处理的退回。'
            : table(
                ['投递', '消息', '办件', '退回部门', '退回时间', '理由', '处理', '去向', '说明'].map(
                  (title) => ({ title }),
                ),
                matters.map((each) => [
                  each.deliveryId,
                  titleOf(each.kind),
                  each.caseNumber ?? '',
                  each.returnedBy,
                  timeText(each.returnedAt),
                  each.reason,
                  each.resolution === null ? '待处理' : titleOf(each.resolution),
                  each.to ?? '',
                  each.refusal ?? each.why ?? '',
                ]),
              ),
        );
      }),
    );
}

interface DecisionOptions {
  readonly to?: DepartmentRef;
  readonly why: string;
}

function addDecision(returned: Command, desk: Desk, verb: 'send' | 'close', description: string): void {
  const command = returned.command(`${verb} <投递>`).description(description);
  if (verb === 'send')
    command.requiredOption('--to <部门>', '行政区划.部门，例如 370800.scjgj', toDepartment);
  command
    .requiredOption('--why <理由>', '为什么这样处理，记入审计')
    .addHelpText(
      'after',
      `\n示例：\n  hub returned ${verb} <投递> ${verb === 'send' ? '--to 370800.scjgj ' : ''}--why 职责边界清单第 3 条`,
    )
    .action((deliveryId: string, { to, why }: DecisionOptions) =>
      desk.withStore(async (store) => {
        const returns = new ReturnsDesk(store.database, desk.clock);
        const noted = await returns.decide({ deliveryId, to: to ?? null, by: userInfo().username, why });
        if (!noted)
          desk.fail('HUB_NOT_FOUND', '没有这个待处理的退回，请用 hub returned 查看。', { deliveryId });
        desk.print({ deliveryId, noted }, () => '已记录，收发进程即将办理；结果见 hub returned list --all。');
      }),
    );
}
