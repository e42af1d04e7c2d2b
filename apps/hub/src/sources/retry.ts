import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { brandAs } from '#base/contracts';
import { retrySource } from '#libs/intake';
import type { Desk } from '../desk.js';

/** `hub sources retry`: a source at fault is tried at once. */
export function addRetry(sources: Command, desk: Desk): void {
  sources
    .command('retry <来源>')
    .description('立即重试：故障排除后（如部门改了口令）不等下一次，退避与熔断一并清零')
    .option('--why <理由>', '为什么，记入审计', '故障已排除')
    .addHelpText('after', '\n示例：\n  hub sources retry 370800.zjj.front --why "住建局已更换口令"')
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async ({ database }) => {
        const context = { by: userInfo().username, why, at: desk.clock.now() };
        const outcome = await database.transaction((tx) => retrySource(tx, brandAs(id), context));
        if ('refused' in outcome) return desk.fail('HUB_REFUSED', outcome.refused, { source: id });
        desk.print({ source: id, ...outcome }, () =>
          outcome.asked
            ? `已请采集进程立即重试 ${id}，数秒内可用 hub sources ${id} 查看结果。`
            : `${id} 没有故障也没有熔断，正在照常读取，无须重试。`,
        );
      }),
    );
}
