import type { Command } from 'commander';
import { readCosts, type SourceCost } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../output/table.js';

/** `hub sources cost`: what reading costs the departments' systems. */
export function addCosts(sources: Command, desk: Desk): void {
  sources
    .command('cost [来源]')
    .description('读取给对方系统带来的负担：每天的请求、行数、字节、占用时间、最长一次、我方等待')
    .option('--limit <条数>', '最多列出多少条', toCount, 20)
    .addHelpText('after', '\n示例：\n  hub sources cost\n  hub sources cost 370800.zjj.front --limit 7')
    .action((source: string | undefined, { limit }: { readonly limit: number }) =>
      desk.withStore(async (store) => {
        const costs = await readCosts(store.database, { source: source ?? null, limit });
        desk.print(costs, () => costsText(costs));
      }),
    );
}

export function costsText(costs: readonly SourceCost[]): string {
  if (costs.length === 0) return '还没有读取过。';
  const figures = ['请求', '行', '字节', '占用秒', '最长秒', '等待秒', '当前速度'];
  return table(
    [{ title: '来源' }, { title: '日期' }, ...figures.map((title) => ({ title, right: true as const }))],
    costs.map((each) => [
      each.source,
      each.day,
      ...[each.requests, each.rows, each.bytes].map(String),
      ...[each.busySeconds, each.longestSeconds, each.throttledSeconds].map((seconds) => seconds.toFixed(1)),
      `${Math.round(each.pace * 100)}%`,
    ]),
  );
}
