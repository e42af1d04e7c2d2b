import { InvalidArgumentError, type Command } from 'commander';
import {
  figures,
  figureSheet,
  findFigure,
  groupings,
  hoursNote,
  readFigureRows,
  readFigures,
  readTotal,
  rowSheet,
  type Figure,
  type FigureFilter,
  type FigureLine,
  type Grouping,
  type Sheet,
} from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toCount } from '../options.js';
import { addLeague } from '../report/league.js';
import { addMonthly } from '../report/monthly.js';
import { addToday } from '../report/today.js';
import { addPeriodOptions, addScopeOptions, toFilter, type FilterOptions } from '../report/filter-options.js';
import { addExportOptions, sheetText, writeSheets, type ExportOptions } from '../report/write-sheets.js';

/** Figures that always show, idle or not: from the push to what is overdue. */
const alwaysShown = 10;

/** `hub report …`: the figures of the interaction, and the rows behind each. */
export function addReport(program: Command, desk: Desk): void {
  const report = program
    .command('report')
    .description('统计：推送、签收、认领、反馈、逾期、按时率、用时，可逐层查到每一条');
  addFigures(report, desk);
  addToday(report, desk);
  addLeague(report, desk);
  addMonthly(report, desk);
}

interface ReportOptions extends FilterOptions, ExportOptions {
  readonly by?: readonly Grouping[];
  readonly rows?: Figure;
  readonly limit: number;
}

const help = `
分组：${groupings.join('、')}，可用逗号组合。
统计项（--rows 可用代码或名称）：
${figures.map(({ name, title, meaning }) => `  ${name} ${title}：${meaning}`).join('\n')}

示例：
  hub report --region 370800 --month 2026-02 --by department
  hub report --by month,kind --department 370800.zjj --excel 统计.xlsx
  hub report --rows overdue --region 370800 --csv 逾期.csv`;

function addFigures(report: Command, desk: Desk): void {
  const command = report.command('figures', { isDefault: true }).description('各项统计，默认按部门');
  addExportOptions(addPeriodOptions(addScopeOptions(command)))
    .option('--by <分组>', '分组，默认 department；写 total 只看合计', toGroupings)
    .option('--rows <统计项>', '列出该统计项的每一条', toFigure)
    .option('--limit <条数>', '屏幕上列出的条数', toCount, 100)
    .addHelpText('after', help)
    .action((options: ReportOptions) =>
      desk.withStore(async (store) => {
        const filter = toFilter(options, desk.clock.now());
        if (options.rows === undefined) await showFigures(desk, store.database, filter, options);
        else await showRows(desk, store.database, filter, options, options.rows);
      }),
    );
}

type Queryable = Parameters<typeof readFigures>[0];

async function showFigures(
  desk: Desk,
  database: Queryable,
  filter: FigureFilter,
  options: ReportOptions,
): Promise<void> {
  const by = options.by ?? ['department'];
  const lines: readonly FigureLine[] =
    by.length === 0 ? [await readTotal(database, filter)] : await readFigures(database, filter, by);
  const sheet = figureSheet('统计', lines, by);
  const written = await writeSheets([sheet], options);
  const shown = sheet.columns.findIndex(({ title }) => title === figures[0]?.title) + alwaysShown;
  desk.print(lines, () =>
    lines.length === 0 ? '没有符合条件的消息。' : [sheetText(sheet, shown), hoursNote, ...written].join('\n'),
  );
}

async function showRows(
  desk: Desk,
  database: Queryable,
  filter: FigureFilter,
  options: ReportOptions,
  figure: Figure,
): Promise<void> {
  const rows = await readFigureRows(database, figure.name, filter, null);
  const sheet: Sheet = rowSheet(figure.title, rows);
  const written = await writeSheets([sheet], options);
  desk.print(rows, () => {
    const shown = { ...sheet, rows: sheet.rows.slice(0, options.limit) };
    const rest = rows.length > options.limit ? `，列出前 ${options.limit} 条（--limit）` : '';
    const sum = `${figure.title}（${figure.meaning}）共 ${rows.length} 条${rest}。`;
    return [...(rows.length === 0 ? [] : [sheetText(shown, 0)]), sum, ...written].join('\n');
  });
}

function toGroupings(text: string): readonly Grouping[] {
  if (text === 'total') return [];
  return text.split(',').map((word) => {
    const grouping = groupings.find((each) => each === word.trim());
    if (grouping === undefined)
      throw new InvalidArgumentError(`不能按“${word}”分组，可用 ${groupings.join('、')} 或 total。`);
    return grouping;
  });
}

function toFigure(text: string): Figure {
  const figure = findFigure(text);
  if (figure === null)
    throw new InvalidArgumentError(`没有这个统计项：${text}（hub report figures --help 可查看）。`);
  return figure;
}
