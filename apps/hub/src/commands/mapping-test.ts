import type { Command } from 'commander';
import type { MappingTest } from '#libs/operating';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';

/** `hub mapping test <file|standard>`: do the examples of mapping documents come out? */
export function addMappingTest(mapping: Command, desk: Desk): void {
  mapping
    .command('test <文件或标准>')
    .description('试映射文件自带的示例，尚未应用的文件也可以；不写入任何地方')
    .addHelpText(
      'after',
      '\n有示例未通过时退出码为 1。\n\n示例：\n  hub mapping test config/standards/shandong-front/b/result.yaml\n  hub mapping test shandong-front/b\n  hub mapping test shandong-front --json',
    )
    .action(async (named: string) => {
      // Connectors bring their drivers: only the verbs that need this library load it.
      const { testMapping } = await import('#libs/operating');
      const tests = await testMapping(desk.settings([]).config.dir, named);
      if (tests.some(({ failures }) => failures.length > 0)) desk.found();
      desk.print(tests, () =>
        table(
          ['结论', '映射文件', '示例', '说明'].map((title) => ({ title })),
          tests.flatMap(linesOf),
        ),
      );
    });
}

function linesOf({ name, examples, failures }: MappingTest): readonly string[][] {
  if (failures.length === 0) return [['通过', name, `${examples} 个`, '']];
  return failures.map(({ example, problem }) => ['未通过', name, example, problem]);
}
