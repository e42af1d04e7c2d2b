import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { brandAs, type SourceId } from '#base/contracts';
import { revertSource, type Reverted } from '#libs/intake';
import { revertStandard } from '#libs/standards';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import type { Applied } from '../sources/apply.js';
import { planText } from '../sources/plan-text.js';
import { standardsText } from '../sources/standards-text.js';

interface ApplyOptions {
  readonly why: string;
  readonly to?: number;
}

/** `hub apply`: makes the configuration of the sources what runs, or goes back to an earlier version of one. */
export function addApply(program: Command, desk: Desk): void {
  program
    .command('apply [来源或映射文件]')
    .description(
      '把数据源的配置与映射文件应用为新版本，运行中的进程几秒内改用；--to 退回一个来源或一份映射文件的旧版本',
    )
    .requiredOption('--why <理由>', '为什么，记入审计')
    .option('--to <版本>', '退回到这一版（须指明来源或映射文件）', toCount)
    .addHelpText(
      'after',
      '\n新的来源是草稿：先 hub check、hub preview，再 hub sources enable。新来源的主题需要 Kafka 管理账号（KAFKA_USERNAME）。\n\n' +
        '示例：\n  hub apply --why "住建局改了表名"\n  hub apply 370800.zjj.front --to 3 --why "新表缺列，退回"\n  hub apply shandong-front/B/result --to 1 --why "代码表写错，退回"',
    )
    .action(async (id: string | undefined, { why, to }: ApplyOptions) => {
      const source = id === undefined ? undefined : brandAs<SourceId>(id);
      if (to === undefined) await applyAll(desk, why, source);
      else if (source === undefined) throw new InvalidArgumentError('退回旧版本须指明来源。');
      else await goBack(desk, source, to, why);
    });
}

async function applyAll(desk: Desk, why: string, only: SourceId | undefined): Promise<void> {
  const { applyDocuments } = await import('../sources/apply.js');
  const decree = { at: desk.clock.now(), by: userInfo().username, why };
  await desk.withStore(async (store) => {
    const applied = await applyDocuments(store, desk.settings(['database', 'kafka']), decree, only);
    if (applied.mistakes.length > 0) desk.found();
    desk.print(applied, () =>
      [...applied.mistakes.map(({ sentence }) => sentence), appliedText(applied)].join('\n\n'),
    );
  });
}

function appliedText({ sources, standards }: Applied): string {
  if (sources.length + standards.length === 0) return '配置与运行的版本没有差别，无须应用。';
  const parts = [planText(sources), standardsText(standards)].filter((part) => part !== '');
  return `已应用：\n\n${parts.join('\n\n')}`;
}

async function goBack(desk: Desk, source: SourceId, to: number, why: string): Promise<void> {
  const decree = { at: desk.clock.now(), by: userInfo().username, why };
  // A mapping document is called by its path-like name, a source by dots.
  const isStandard = source.includes('/');
  await desk.withStore(async ({ database }) => {
    const reverted = await database.transaction((tx): Promise<Reverted> =>
      isStandard ? revertStandard(tx, source, to, decree) : revertSource(tx, source, to, decree),
    );
    if ('refused' in reverted) return desk.fail('HUB_REFUSED', reverted.refused, { source, to });
    desk.print(
      reverted,
      () =>
        `${source} 已退回第 ${to} 版的内容，记为第 ${reverted.version} 版。\n配置文件仍是另一内容：请一并改回，否则下一次 hub apply 或 hub setup 会再次应用它。`,
    );
  });
}
