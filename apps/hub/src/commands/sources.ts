import type { Command } from 'commander';
import { readRuns, readSources, type Run, type SourceStatus } from '#libs/reporting';
import { topicNames, type Desk } from '../desk.js';
import { table } from '../output/table.js';
import { ageText, healthTitle, nextTryText, sinceText, timeText, titleOf } from '../words.js';
import { toCount } from '../options.js';
import { definitionText, findSource, readWhole } from '../sources/show.js';
import { addCosts, costsText } from './source-costs.js';
import { addLife } from './source-life.js';
import { addRetry } from '../sources/retry.js';

/** `hub sources`: every stream of every source; how reading went; the life of a source. */
export function addSources(program: Command, desk: Desk): void {
  const sources = program
    .command('sources')
    .alias('source')
    .description('数据源：各数据流的进展，以往的读取，启用、暂停与版本');
  addList(sources, desk);
  addRuns(sources, desk);
  addCosts(sources, desk);
  addRetry(sources, desk);
  addLife(sources, desk);
}

function addList(sources: Command, desk: Desk): void {
  sources
    .command('list [来源]', { isDefault: true })
    .description('各数据源的数据流：读取方式、已读、重复、进展；指明来源时列出它的全貌')
    .addHelpText('after', '\n示例：\n  hub sources\n  hub sources 370800.zjj.front\n  hub sources --json')
    .action((id: string | undefined) =>
      desk.withStore(async (store, settings) => {
        const all = await readSources(store.database, topicNames(settings));
        if (id === undefined) return desk.print(all, () => sourcesText(all, desk.clock.now()));
        const verbs = sources.commands.map((command) => command.name());
        const whole = await readWhole(store, findSource(desk, all, id, verbs));
        desk.print(whole, () =>
          [
            sourcesText([whole], desk.clock.now()),
            definitionText(whole, whole.versions),
            runsText(whole.runs),
            costsText(whole.costs),
          ].join('\n\n'),
        );
      }),
    );
}

function addRuns(sources: Command, desk: Desk): void {
  sources
    .command('runs [来源]')
    .description('最近的读取：由谁、何时、读到多少、如何结束')
    .option('--limit <条数>', '最多列出多少条', toCount, 20)
    .addHelpText('after', '\n示例：\n  hub sources runs\n  hub sources runs 370800.zjj.front --limit 5')
    .action((source: string | undefined, { limit }: { readonly limit: number }) =>
      desk.withStore(async (store, settings) => {
        if (source !== undefined)
          findSource(desk, await readSources(store.database, topicNames(settings)), source);
        const runs = await readRuns(store.plane, { source: source ?? null, limit });
        desk.print(runs, () => runsText(runs));
      }),
    );
}

function runsText(runs: readonly Run[]): string {
  if (runs.length === 0) return '还没有读取过。';
  return table(
    [
      { title: '来源' },
      { title: '采集进程' },
      { title: '开始' },
      { title: '结束' },
      { title: '结果' },
      { title: '轮次', right: true },
      { title: '读到', right: true },
      { title: '重复', right: true },
      { title: '说明' },
    ],
    runs.map((each) => [
      each.source,
      each.owner,
      timeText(each.startedAt),
      timeText(each.endedAt),
      titleOf(each.outcome),
      ...[each.polls, each.read, each.repeated].map(String),
      each.faultSentence ?? '',
    ]),
  );
}

function sourcesText(sources: readonly SourceStatus[], now: Date): string {
  if (sources.length === 0) return '还没有登记数据源，请先运行 hub setup。';
  return sources.map((source) => [...headline(source), streamTable(source, now)].join('\n')).join('\n\n');
}

function headline(source: SourceStatus): readonly string[] {
  const reader = source.owner === null ? '当前无人读取' : `由 ${source.owner} 读取`;
  return [
    `${source.source} ${source.name}（${source.connector}，${source.standard} ${source.generation} 代，${titleOf(source.state)}，${reader}）`,
    `  ${healthTitle(source.health)}：${source.health.sentence}${nextTryText(source.health)}`,
    ...(source.openDrift === 0
      ? []
      : [`  有 ${source.openDrift} 处结构变化待处理：hub drift ${source.source}`]),
    ...(source.fault === null ? [] : [`  故障代码：${source.fault.code}`]),
  ];
}

function streamTable(source: SourceStatus, now: Date): string {
  return table(
    [
      { title: '数据流' },
      { title: '表' },
      { title: '方式' },
      { title: '已读', right: true },
      { title: '重复', right: true },
      { title: '新鲜度', right: true },
      { title: '最近进展', right: true },
      { title: '最近读完' },
    ],
    source.streams.map((each) => [
      each.stream,
      each.table ?? '',
      each.mode ?? '',
      String(each.read),
      String(each.repeated),
      ageText(each.freshness),
      sinceText(each.progressAt, now),
      timeText(each.drainedAt),
    ]),
  );
}
