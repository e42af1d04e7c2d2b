import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { positionSentence, readPositionChanges, type NotedChange } from '#base/postgres';
import { acceptPositions } from '#libs/operating';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

/** `hub positions`: topics made anew, cut or cleared behind the hub's back, and what was decided about it. */
export function addPositions(program: Command, desk: Desk): void {
  const positions = program
    .command('positions')
    .description('位点变动：主题被删除重建、消息未处理就被清除、日志退回；处理照常进行，缺口在此列出');
  positions
    .command('list', { isDefault: true })
    .description('列出还没有人核对的变动')
    .option('--all', '连同已核对的')
    .action(({ all }: { readonly all?: true }) =>
      desk.withStore(async (store) => {
        const changes = await readPositionChanges(store.database, all !== true);
        if (changes.some(({ settledAt }) => settledAt === null)) desk.found();
        desk.print(changes, () => (changes.length === 0 ? '没有位点变动。' : tableOf(changes)));
      }),
    );
  positions
    .command('accept <主题>')
    .description('核对无误或已补齐：把该主题的变动记为已处理')
    .requiredOption('--why <依据>', '为什么这样处理，记入审计')
    .addHelpText('after', '\n示例：\n  hub positions accept hub.raw.370800.zjj.front --why 已回补九月的数据')
    .action((topic: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const by = userInfo().username;
        const decision = { topic, by, why, at: desk.clock.now() };
        const settled = await acceptPositions(store.database, decision);
        if (settled === 0) desk.fail('HUB_NOT_FOUND', `主题 ${topic} 没有待核对的位点变动。`, { topic });
        desk.print({ topic, settled }, () => `已记下：${settled} 处变动。`);
      }),
    );
}

function tableOf(changes: readonly NotedChange[]): string {
  return table(
    ['编号', '发现时间', '处理', '变动'].map((title) => ({ title })),
    changes.map((each) => [
      each.id,
      timeText(each.notedAt),
      each.settledAt === null ? '待核对' : `${each.settledBy ?? ''}：${each.why ?? ''}`,
      positionSentence({ ...each, from: BigInt(each.from), to: each.to === null ? null : BigInt(each.to) }),
    ]),
  );
}
