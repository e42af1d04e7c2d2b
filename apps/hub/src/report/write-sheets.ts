import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { cellText, csvText, withoutIdleColumns, workbookBytes, type Sheet } from '#libs/reporting';
import { table } from '../output/table.js';

/** Where a report is written beside the screen. */
export interface ExportOptions {
  readonly excel?: string;
  readonly csv?: string;
}

/** Adds `--excel` and `--csv`. */
export function addExportOptions(command: Command): Command {
  return command
    .option('--excel <文件.xlsx>', '另存为 Excel 工作簿')
    .option('--csv <文件>', '另存为 CSV（UTF-8）；有多张表时为文件夹');
}

/** Writes the sheets as the options ask; answers a line for each place written to. */
export async function writeSheets(
  sheets: readonly Sheet[],
  { excel, csv }: ExportOptions,
): Promise<readonly string[]> {
  const written: string[] = [];
  if (excel !== undefined) {
    await put(excel, await workbookBytes(sheets));
    written.push(`已写入 ${excel}（${sheets.length} 张表）。`);
  }
  const [first, ...more] = sheets;
  if (csv !== undefined && first !== undefined) {
    if (more.length === 0) await put(csv, csvText(first));
    else for (const sheet of sheets) await put(join(csv, `${sheet.name}.csv`), csvText(sheet));
    written.push(`已写入 ${csv}。`);
  }
  return written;
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A sheet as the screen shows it; columns beyond the first `always` that say nothing are left out. */
export function sheetText(sheet: Sheet, always: number): string {
  const { columns, rows } = withoutIdleColumns(sheet, always);
  return table(
    columns.map(({ title, form }) => (form === 'text' ? { title } : { title, right: true as const })),
    rows.map((row) => columns.map(({ form }, at) => cellText(row[at] ?? null, form))),
  );
}
