import type { Command } from 'commander';
import { readSources, type SourceStatus } from '#libs/reporting';
import { topicNames, type Desk } from '../desk.js';
import { table } from '../table.js';
import { ageText, sinceText, timeText } from '../words.js';

/** `hub sources`: every stream of every source. */
export function addSources(program: Command, desk: Desk): void {
  program
    .command('sources')
    .description('各数据源的数据流：读取方式、已读、重复、进展')
    .addHelpText('after', '\n示例：\n  hub sources\n  hub sources --json')
    .action(() =>
      desk.withStore(async (store, settings) => {
        const sources = await readSources(store.database, topicNames(settings));
        desk.print(sources, () => sourcesText(sources, desk.clock.now()));
      }),
    );
}

function sourcesText(sources: readonly SourceStatus[], now: Date): string {
  if (sources.length === 0) return '还没有登记数据源，请先运行 hub setup。';
  return sources.map((source) => [...headline(source), streamTable(source, now)].join('\n')).join('\n\n');
}

function headline(source: SourceStatus): readonly string[] {
  const reader = source.owner === null ? '当前无人读取' : `由 ${source.owner} 读取`;
  const enabled = source.enabled ? '' : '，已停用';
  return [
    `${source.source} ${source.name}（${source.connector}，${source.standard} ${source.generation} 代，${reader}${enabled}）`,
    ...(source.fault === null ? [] : [`  故障：${source.fault.sentence}（${source.fault.code}）`]),
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
