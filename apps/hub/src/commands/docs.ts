import type { Command } from 'commander';
import { projectRoot } from '#base/settings';
import { answersFile } from '#libs/api';
import type { Desk } from '../desk.js';
import { staleAnswers, writeAnswers } from '../docs/answers/answers-page.js';
import { stalePages, writePages } from '../docs/write-pages.js';

/** `hub docs`: pages made from code and configuration. */
export function addDocs(program: Command, desk: Desk): void {
  program
    .command('docs')
    .description('生成文档：配置表、故障代码、指标、数据字典、消息与模式')
    .option('--check', '只检查是否过期，不改动文件')
    .addHelpText('after', '\n示例：\n  hub docs\n  hub docs --check')
    .action(async ({ check }: { readonly check?: true }) => {
      const { dir } = desk.settings([]).config;
      if (check !== true) {
        const answers = await writeAnswers(projectRoot());
        const written = [...answers, ...(await writePages(projectRoot(), dir))];
        desk.print(written, () =>
          written.length === 0 ? '生成的文档已是最新。' : `已更新：\n${lines(written)}`,
        );
        return;
      }
      const answers = (await staleAnswers(projectRoot())) === null ? [] : [answersFile];
      const stale = [...answers, ...(await stalePages(projectRoot(), dir)).map(({ path }) => path)];
      if (stale.length > 0) desk.found();
      desk.print(stale, () =>
        stale.length === 0 ? '生成的文档都是最新的。' : `以下文件已过期，请运行 hub docs：\n${lines(stale)}`,
      );
    });
}

function lines(paths: readonly string[]): string {
  return paths.map((path) => `  ${path}`).join('\n');
}
