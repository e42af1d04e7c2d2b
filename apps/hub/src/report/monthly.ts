import type { Command } from 'commander';
import { beijingText } from '#base/contracts';
import { regionName } from '#base/model';
import { hoursNote, readMonthlyReport, type Period, type Sheet } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toFilter, toMonth, toRegion } from './filter-options.js';
import { addExportOptions, sheetText, writeSheets, type ExportOptions } from './write-sheets.js';

interface MonthlyOptions extends ExportOptions {
  readonly region: string;
  readonly month: Period;
  readonly below?: true;
}

/** Rows of a list on the screen; the workbook has all. */
const listed = 20;
/** Columns of a list; figures beyond the first of these show only where they say something. */
const alwaysShown = 12;

/** `hub report monthly`: the month of a region in one command. */
export function addMonthly(report: Command, desk: Desk): void {
  const command = report
    .command('monthly')
    .description('区划月报：总览、部门、排名、事项、类别、逐日，以及逾期、退回、未阅、未核查清单')
    .requiredOption('--region <区划>', '六位行政区划代码', toRegion)
    .requiredOption('--month <月份>', '月份，例如 2026-02', toMonth)
    .option('--below', '连同所辖区划');
  addExportOptions(command)
    .addHelpText(
      'after',
      '\n示例：\n  hub report monthly --region 370800 --month 2026-02 --excel 济宁市2026年2月.xlsx',
    )
    .action((options: MonthlyOptions) =>
      desk.withStore(async ({ database }) => {
        const { total, sheets } = await readMonthlyReport(database, toFilter(options, desk.clock.now()));
        const written = await writeSheets(sheets, options);
        const lines = Object.fromEntries(
          sheets.map(({ name, columns, rows }) => [name, named(columns, rows)]),
        );
        desk.print({ total, sheets: lines }, () =>
          [heading(options), ...sheets.map(section), hoursNote, ...written].join('\n\n'),
        );
      }),
    );
}

function heading({ region, month, below }: MonthlyOptions): string {
  const place = `${regionName(region) ?? ''}（${region}）${below === true ? '及所辖区划' : ''}`;
  return `${place} ${beijingText(month.since).slice(0, 7)} 审管互动月报（按推送日统计）`;
}

function section(sheet: Sheet): string {
  const rest = sheet.rows.length - listed;
  const shown = { ...sheet, rows: rest > 0 ? sheet.rows.slice(0, listed) : sheet.rows };
  const more = rest > 0 ? `\n……另有 ${rest} 行，见导出的文件。` : '';
  const body = sheet.rows.length === 0 ? '无。' : sheetText(shown, alwaysShown);
  return `【${sheet.name}】\n${body}${more}`;
}

function named(columns: Sheet['columns'], rows: Sheet['rows']): readonly object[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ title }, at) => [title, row[at] ?? null])));
}
