import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { PolicyDesk, writeWorkbook, type PolicyDocument } from '#libs/catalogue';
import type { Desk } from '../desk.js';
import { problemsText, readPapers } from './read-papers.js';

/** `hub policy template | export | import`: the policy as a workbook and as files. */
export function addExchange(policy: Command, desk: Desk): void {
  policy
    .command('template <文件.xlsx>')
    .description('写出空白的填报模板：中文表头、可选值、填表说明')
    .addHelpText('after', '\n示例：\n  hub policy template 模板.xlsx')
    .action(async (path: string) => {
      await writeWorkbook(null, path);
      desk.print({ path }, () => `模板已写入 ${path}。`);
    });
  policy
    .command('export <去向>')
    .description('导出现行政策：.xlsx 为工作簿，否则为存放 YAML 文件的文件夹')
    .addHelpText('after', '\n示例：\n  hub policy export 现行政策.xlsx\n  hub policy export policy-files')
    .action((target: string) =>
      desk.withStore(async (store) => {
        const { version, documents, content } = await new PolicyDesk(store.database, desk.clock).current();
        if (target.endsWith('.xlsx')) await writeWorkbook(content, target);
        else await writeDocuments(documents, target);
        desk.print({ version, target }, () => `政策 ${version} 版已导出到 ${target}。`);
      }),
    );
  addImport(policy, desk);
}

function addImport(policy: Command, desk: Desk): void {
  policy
    .command('import <文件>')
    .description('检查一份工作簿或一组 YAML 能否并入现行政策；--to 另存为 YAML 文件，报审用 submit')
    .option('--to <文件夹>', '把内容写成 YAML 文件，供按文件管理的安装使用')
    .addHelpText(
      'after',
      '\n示例：\n  hub policy import 填报.xlsx\n  hub policy import 填报.xlsx --to config',
    )
    .action((path: string, options: { readonly to?: string }) =>
      desk.withStore(async (store) => {
        const office = new PolicyDesk(store.database, desk.clock);
        const read = await readPapers(path, async () => (await office.current()).documents);
        if (read.papers === null) {
          desk.found();
          desk.print(read, () => problemsText(read.problems));
          return;
        }
        const changed = await office.compare(read.papers);
        if (options.to !== undefined) await writeDocuments(read.papers, options.to);
        desk.print({ problems: [], changed }, () => importText(changed, options.to));
      }),
    );
}

function importText(changed: readonly string[], to: string | undefined): string {
  const what =
    changed.length === 0
      ? '可以导入，与现行政策没有差别。'
      : `可以导入，与现行政策不同的文件 ${changed.length} 份：\n${changed.map((paper) => `  ${paper}`).join('\n')}`;
  return to === undefined ? what : `${what}\n已写入 ${to}。`;
}

async function writeDocuments(documents: readonly PolicyDocument[], folder: string): Promise<void> {
  for (const { path, text } of documents) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
