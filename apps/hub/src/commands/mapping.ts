import type { Command } from 'commander';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';
import { timeText } from '../words.js';
import { addMappingTest } from './mapping-test.js';

/** `hub mapping …`: the mapping documents in force and their versions. */
export function addMapping(program: Command, desk: Desk): void {
  const mapping = program.command('mapping').description('映射文件：生效的各份、历次版本');
  addList(mapping, desk);
  addVersions(mapping, desk);
  addMappingTest(mapping, desk);
}

function addList(mapping: Command, desk: Desk): void {
  mapping
    .command('list', { isDefault: true })
    .description('生效的映射文件：哪一版、何时由谁应用')
    .addHelpText(
      'after',
      '\n改了 config/standards 中的文件，用 hub plan 看差别，hub apply --why … 应用后才生效。\n\n示例：\n  hub mapping\n  hub mapping --json',
    )
    .action(() =>
      desk.withStore(async ({ database }) => {
        const { readStandards } = await import('#libs/standards');
        const inForce = (await readStandards(database)).filter(({ document }) => document !== null);
        const shown = inForce.map(({ name, version, path, mapping: digest, appliedAt, appliedBy, why }) => ({
          name,
          version,
          path,
          mapping: digest,
          appliedAt,
          appliedBy,
          why,
        }));
        desk.print(shown, () =>
          shown.length === 0
            ? '还没有应用任何映射文件，请先运行 hub setup。'
            : table(
                ['名称', '版本', '文件', '应用', '由谁', '为什么'].map((title) => ({ title })),
                shown.map((each) => [
                  each.name,
                  `第 ${each.version} 版`,
                  each.path,
                  timeText(each.appliedAt),
                  each.appliedBy,
                  each.why,
                ]),
              ),
        );
      }),
    );
}

function addVersions(mapping: Command, desk: Desk): void {
  mapping
    .command('versions <名称>')
    .description('一份映射文件的历次版本；退回旧版用 hub apply <名称> --to <版本> --why <理由>')
    .addHelpText('after', '\n示例：\n  hub mapping versions shandong-front/B/result')
    .action((name: string) =>
      desk.withStore(async ({ database }) => {
        const { readStandardVersions } = await import('#libs/standards');
        const versions = await readStandardVersions(database, name);
        if (versions.length === 0) desk.found();
        desk.print(versions, () =>
          versions.length === 0
            ? `没有名为 ${name} 的映射文件，请用 hub mapping 查看。`
            : table(
                ['版本', '应用', '由谁', '为什么', '映射版本'].map((title) => ({ title })),
                versions.map(({ version, appliedAt, appliedBy, why, mapping: digest }) => [
                  `第 ${version} 版`,
                  timeText(appliedAt),
                  appliedBy,
                  why,
                  digest ?? '（已移除）',
                ]),
              ),
        );
      }),
    );
}
