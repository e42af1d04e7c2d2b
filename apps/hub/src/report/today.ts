import type { Command } from 'commander';
import { figureSheet, monthToDate, readTotal, today, type FigureLine } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { addScopeOptions, toFilter, type FilterOptions } from './filter-options.js';
import { sheetText } from './write-sheets.js';

const alwaysShown = 11;

/** `hub report today`: what happened today and this month, by the day of each fact, and what stands open. */
export function addToday(report: Command, desk: Desk): void {
  addScopeOptions(
    report.command('today').description('今日与本月：按事实发生日统计；未签收、未认领、逾期为至今仍欠'),
  )
    .addHelpText('after', '\n示例：\n  hub report today --region 370800')
    .action((options: FilterOptions) =>
      desk.withStore(async ({ database }) => {
        const now = desk.clock.now();
        const all = toFilter(options, now);
        const read = (period: object): Promise<FigureLine> =>
          readTotal(database, { ...all, ...period, datedBy: 'event' });
        const figures = {
          today: await read(today(now)),
          month: await read(monthToDate(now)),
          standing: await read({}),
        };
        desk.print(figures, () => {
          const sheet = figureSheet('今日', Object.values(figures), []);
          const columns = [{ title: '期间', form: 'text' as const }, ...sheet.columns];
          const names = ['今日', '本月', '累计'];
          const rows = sheet.rows.map((row, at) => [names[at] ?? '', ...row]);
          return sheetText({ name: sheet.name, columns, rows }, alwaysShown);
        });
      }),
    );
}
