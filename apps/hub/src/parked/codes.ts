import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { CodeDesk } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';
import { toId } from '../options.js';

interface Adding {
  readonly as: string;
  readonly why: string;
}

/** `hub parked add-code`: tells a source's mapping what an unknown code means, without a file being edited. */
export function addAddCode(parked: Command, desk: Desk): void {
  parked
    .command('add-code <编号>')
    .description('为一条因代码未知而隔离的记录补充代码；对该来源的同一字段一律生效，归一进程数秒内采用')
    .requiredOption('--as <规范代码>', '这个代码是什么意思，写数据字典里的规范代码')
    .requiredOption('--why <依据>', '依据，如部门来函文号')
    .addHelpText(
      'after',
      '\n示例：\n  hub parked add-code 12 --as GRANTED --why 住建局来函〔2026〕12号\n  hub parked retry --code HUB_CODE_UNKNOWN',
    )
    .action((id: string, { as: canonical, why }: Adding) =>
      desk.withStore(async (store) => {
        // It brings the connectors' drivers: only this verb loads them.
        const { placeUnknownCode } = await import('#libs/operating');
        const office = new CodeDesk(store.plane, desk.clock);
        const unknown = await office.unknownCode(toId(id));
        const place =
          unknown === null
            ? { sentence: `编号 ${id} 不是因代码未知而隔离的记录。` }
            : await placeUnknownCode(store.database, unknown, canonical);
        if ('sentence' in place || unknown === null)
          desk.fail('HUB_REFUSED', 'sentence' in place ? place.sentence : '', { id });
        const { source, stream, raw } = unknown;
        const name = { source, stream, field: place.field, raw };
        await office.add(name, canonical, userInfo().username, why);
        desk.print(
          { ...name, canonical },
          () =>
            `已补充：${source} ${stream} 的 ${unknown.column} 中 ${raw} 即 ${canonical}。稍候几秒再放行。`,
        );
      }),
    );
}

/** `hub parked codes`: what operators added. */
export function addCodes(parked: Command, desk: Desk): void {
  parked
    .command('codes')
    .description('列出补充的代码')
    .action(() =>
      desk.withStore(async (store) => {
        const codes = await new CodeDesk(store.plane, desk.clock).list();
        const titles = ['来源', '数据流', '字段', '代码', '规范代码', '补充人', '时间', '依据'];
        desk.print(codes, () =>
          table(
            titles.map((title) => ({ title })),
            codes.map((each) => [
              each.source,
              each.stream,
              each.field,
              each.raw,
              each.canonical,
              each.addedBy,
              timeText(each.addedAt),
              each.why,
            ]),
          ),
        );
      }),
    );
}

/** `hub parked drop-code`: takes an added code back. */
export function addDropCode(parked: Command, desk: Desk): void {
  parked
    .command('drop-code <来源> <数据流> <字段> <代码>')
    .description('撤回一个补充的代码，须说明理由；已归一的记录不变')
    .requiredOption('--why <理由>', '为什么撤回')
    .action((source: string, stream: string, field: string, raw: string, { why }: { readonly why: string }) =>
      desk.withStore(async (store) => {
        const office = new CodeDesk(store.plane, desk.clock);
        const dropped = await office.drop({ source, stream, field, raw }, userInfo().username, why);
        if (!dropped)
          desk.fail(
            'HUB_NOT_FOUND',
            '没有这个补充的代码；请照 hub parked codes 列出的来源、数据流、字段和代码写。',
            { source, stream, field },
          );
        desk.print({ dropped }, () => '已撤回。');
      }),
    );
}
