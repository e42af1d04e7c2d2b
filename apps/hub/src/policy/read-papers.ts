import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { isSourcePath, readTextFile } from '#base/settings';
import { readWorkbook, type PolicyDocument, type WorkbookProblem } from '#libs/catalogue';
import { table } from '../output/table.js';

/** What a bureau handed in, or what is wrong with its workbook. */
export type ReadPapers = Awaited<ReturnType<typeof readWorkbook>>;

/** Reads the papers a bureau hands in: a workbook, one YAML file, or a folder of them. `held` is the policy in force. */
export async function readPapers(
  path: string,
  held: () => Promise<readonly PolicyDocument[]>,
): Promise<ReadPapers> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new InvalidArgumentError(`找不到“${path}”。`);
  if (found.isFile() && path.endsWith('.xlsx')) return readWorkbook(path, await held());
  if (found.isFile()) return { papers: [await readPaper(path, path)], problems: [] };
  // A department's folder holds its sources too: those are applied, not approved.
  const names = (await readdir(path, { recursive: true }))
    .filter((name) => name.endsWith('.yaml') && !isSourcePath(join(path, name)))
    .sort();
  if (names.length === 0) throw new InvalidArgumentError(`“${path}”内没有 .yaml 文件。`);
  return {
    papers: await Promise.all(names.map((name) => readPaper(join(path, name), name))),
    problems: [],
  };
}

async function readPaper(file: string, path: string): Promise<PolicyDocument> {
  const read = await readTextFile(file);
  if ('text' in read) return { path, text: read.text };
  const where = read.line === null ? path : `${path}:${read.line}:${read.column ?? 1}`;
  throw new InvalidArgumentError(`政策文件 ${where} 读不了：${read.reason}。`);
}

/** Everything that is wrong with a workbook, with sheet and cell. */
export function problemsText(problems: readonly WorkbookProblem[]): string {
  const rows = problems.map(({ sheet, cell, reason }) => [sheet || '整簿', cell, reason]);
  return `工作簿有 ${problems.length} 处问题，未导入任何内容：\n${table(
    ['工作表', '单元格', '原因'].map((title) => ({ title })),
    rows,
  )}`;
}
