import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { FuseDesk, readFuses } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

/** `hub parked fuse`: streams held because too many of their records were parked, and letting them go on. */
export function addFuse(parked: Command, desk: Desk): void {
  const fuse = parked.command('fuse').description('保险丝：隔离过多而暂停的数据流');
  fuse
    .command('list', { isDefault: true })
    .description('列出暂停的数据流')
    .action(() =>
      desk.withStore(async (store) => {
        const fuses = await readFuses(store.plane);
        if (fuses.length > 0) desk.found();
        desk.print(fuses, () =>
          fuses.length === 0
            ? '没有因隔离过多而暂停的数据流。'
            : table(
                ['来源', '数据流', '暂停时间', '原因'].map((title) => ({ title })),
                fuses.map((each) => [each.source, each.stream, timeText(each.heldAt), each.sentence ?? '']),
              ),
        );
      }),
    );
  fuse
    .command('reset <来源> <数据流>')
    .description('原因消除后恢复采集，须说明依据')
    .requiredOption('--why <依据>', '为什么可以恢复')
    .addHelpText('after', '\n示例：\n  hub parked fuse reset 370800.zjj.front result --why 已补充新代码')
    .action((source: string, stream: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const office = new FuseDesk(store.plane, desk.clock);
        const reset = await office.reset(source, stream, userInfo().username, why);
        if (!reset) desk.fail('HUB_REFUSED', '该数据流没有因隔离过多而暂停。', { source, stream });
        desk.print({ reset }, () => `已恢复 ${source} 的数据流 ${stream}。`);
      }),
    );
}
