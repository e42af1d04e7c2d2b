import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { brandAs, type SourceId } from '#base/contracts';
import {
  moveSource,
  readTransitions,
  readVersions,
  type SourceEvent,
  type SourceTransition,
  type SourceVersion,
} from '#libs/intake';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { table } from '../output/table.js';
import { timeText, titleOf } from '../words.js';

const decisions: readonly (readonly [SourceEvent, string])[] = [
  ['enable', '启用：开始读取（须已检查并预览）'],
  ['pause', '暂停：停止读取，保留进度'],
  ['resume', '恢复：从停下的地方继续读取'],
  ['retire', '退役：不再读取，保留历史'],
  ['reopen', '重开：退役的来源回到草稿'],
];

/** The life of a source on the command line: a person's decisions, its versions and its past. */
export function addLife(sources: Command, desk: Desk): void {
  for (const [event, title] of decisions) addDecision(sources, desk, event, title);
  addVersions(sources, desk);
  addHistory(sources, desk);
}

function addDecision(sources: Command, desk: Desk, event: SourceEvent, title: string): void {
  sources
    .command(`${event} <来源>`)
    .description(title)
    .requiredOption('--why <理由>', '为什么，记入审计')
    .addHelpText('after', `\n示例：\n  hub sources ${event} 370800.zjj.front --why "与住建局约定"`)
    .action((id: string, { why }: { readonly why: string }) =>
      desk.withStore(async ({ database }) => {
        const source = brandAs<SourceId>(id);
        const by = userInfo().username;
        const move = await database.transaction((tx) =>
          moveSource(tx, { source, event, by, why, at: desk.clock.now() }),
        );
        if ('refused' in move) return desk.fail('HUB_REFUSED', move.refused, { source: id });
        desk.print(move, () => {
          const { from, to, moved } = move;
          return moved
            ? `${id}：${titleOf(from)} → ${titleOf(to)}。`
            : `${id} 已是“${titleOf(to)}”，没有变化。`;
        });
      }),
    );
}

function addVersions(sources: Command, desk: Desk): void {
  sources
    .command('versions <来源>')
    .description('一个来源的各个版本：何时、由谁、为什么；--show 输出一版的全文')
    .option('--show <版本>', '输出这一版的 YAML', toCount)
    .addHelpText(
      'after',
      '\n示例：\n  hub sources versions 370800.zjj.front\n  hub sources versions 370800.zjj.front --show 2',
    )
    .action((id: string, { show }: { readonly show?: number }) =>
      desk.withStore(async ({ database }) => {
        const versions = await readVersions(database, brandAs(id));
        const shown = show === undefined ? versions : versions.filter(({ version }) => version === show);
        const [first] = shown;
        if (first === undefined)
          return desk.fail('HUB_NOT_FOUND', `没有数据源 ${id} 的这个版本。`, {
            source: id,
            version: show ?? null,
          });
        if (show === undefined) desk.print(shown, () => versionsText(shown));
        else desk.printDocument(shown, () => wholeVersion(first));
      }),
    );
}

function wholeVersion({ document, definition }: SourceVersion): string {
  return (document ?? JSON.stringify(definition, null, 2)).trimEnd();
}

function versionsText(versions: readonly SourceVersion[]): string {
  return table(
    [
      { title: '版本', right: true },
      { title: '摘要' },
      { title: '应用时间' },
      { title: '由谁' },
      { title: '理由' },
    ],
    versions.map((each) => [
      String(each.version),
      each.digest.slice(0, 8),
      timeText(each.appliedAt),
      each.appliedBy,
      each.why,
    ]),
  );
}

function addHistory(sources: Command, desk: Desk): void {
  sources
    .command('history <来源>')
    .description('一个来源的经历：每次状态变化与版本，由谁、为什么')
    .option('--limit <条数>', '最多列出多少条', toCount, 50)
    .addHelpText('after', '\n示例：\n  hub sources history 370800.zjj.front')
    .action((id: string, { limit }: { readonly limit: number }) =>
      desk.withStore(async ({ database }) => {
        const steps = await readTransitions(database, brandAs(id), limit);
        if (steps.length === 0) desk.fail('HUB_NOT_FOUND', `没有数据源 ${id} 的记录。`, { source: id });
        desk.print(steps, () => historyText(steps));
      }),
    );
}

function historyText(steps: readonly SourceTransition[]): string {
  const change = ({ from, to, version }: SourceTransition): string =>
    from === null || to === null ? `应用第 ${version} 版` : `${titleOf(from)} → ${titleOf(to)}`;
  return table(
    [{ title: '时间' }, { title: '由谁' }, { title: '变化' }, { title: '理由' }],
    steps.map((step) => [timeText(step.at), step.by, change(step), step.why]),
  );
}
