import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { MassDesk } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

const decisions = { release: '已放行', cancel: '已撤销' } as const;

/** `hub held`: messages about a mass change that wait for a person, and what is decided about them. */
export function addHeld(program: Command, desk: Desk): void {
  const held = program.command('held').description('集中变动：短时间内大量许可变动而暂缓发送的消息');
  held
    .command('list', { isDefault: true })
    .description('列出暂缓发送的批次')
    .option('--all', '连同已处理的')
    .action(({ all }: { readonly all?: true }) =>
      desk.withStore(async (store) => {
        const holds = await new MassDesk(store.database, desk.clock).list(all !== true);
        if (holds.some(({ decision }) => decision === null)) desk.found();
        desk.print(holds, () =>
          holds.length === 0
            ? '没有因集中变动而暂缓发送的消息。'
            : table(
                ['编号', '来源', '区划', '变动', '消息', '暂缓时间', '处理'].map((title) => ({ title })),
                holds.map((each) => [
                  each.id,
                  each.source,
                  each.region,
                  String(each.changes),
                  String(each.messages),
                  timeText(each.heldAt),
                  each.decision === null
                    ? '待处理'
                    : `${decisions[each.decision]}（${each.decidedBy ?? ''}：${each.why ?? ''}）`,
                ]),
              ),
        );
      }),
    );
  for (const [decision, done] of Object.entries(decisions) as ['release' | 'cancel', string][])
    addDecision(held, desk, decision, done);
}

const helps = {
  release: '核对无误后放行：按原有次序发送；原定时限不变',
  cancel: '确认有误后撤销：不再发送，投递记为已取消；更正后的数据由来源重新上报',
} as const;

function addDecision(held: Command, desk: Desk, decision: 'release' | 'cancel', done: string): void {
  held
    .command(`${decision} <编号>`)
    .description(helps[decision])
    .requiredOption('--why <依据>', '为什么这样处理')
    .addHelpText('after', `\n示例：\n  hub held ${decision} 3 --why 已与来源部门核对`)
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const by = userInfo().username;
        const messages = await new MassDesk(store.database, desk.clock).decide({ id, decision, by, why });
        if (messages === null) desk.fail('HUB_NOT_FOUND', `没有编号为 ${id} 的待处理批次。`, { id });
        desk.print({ id, decision, messages }, () => `${done}：${messages} 条消息。`);
      }),
    );
}
