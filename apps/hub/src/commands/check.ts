import type { Command } from 'commander';
import type { CheckLine } from '#base/contracts';
import type { Desk } from '../desk.js';
import { table } from '../output/table.js';

const verdicts: Readonly<Record<CheckLine['verdict'], string>> = {
  ok: '正常',
  warning: '注意',
  fault: '故障',
};

/** `hub check <source>`: can it be read, and does the mapping fit? */
export function addCheck(program: Command, desk: Desk): void {
  program
    .command('check <来源>')
    .description('检查一个数据源：能否连通、表与列是否齐全、映射是否相符；不改动对方任何数据')
    .addHelpText(
      'after',
      '\n需要密钥库（DATABASE_URL 与主密钥）或密钥文件（HUB_SECRETS_FILE）。没有故障时，草稿成为“已检查”；有故障时退出码为 1。\n\n示例：\n  hub check 370800.zjj.front',
    )
    .action(async (source: string) => {
      // Connectors bring their drivers: only this verb loads them.
      const { checkAndNote } = await import('../check/check-and-note.js');
      const lines = await checkAndNote(desk.settings([]), source, desk.clock);
      if (lines.some(({ verdict }) => verdict === 'fault')) desk.found();
      desk.print(lines, () =>
        table(
          [{ title: '结论' }, { title: '对象' }, { title: '说明' }],
          lines.map(({ verdict, subject, sentence }) => [verdicts[verdict], subject, sentence]),
        ),
      );
    });
}
