import type { Command } from 'commander';
import { hoursNote, league, leagueSheet, readFigures } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { addPeriodOptions, addScopeOptions, toFilter, type FilterOptions } from './filter-options.js';
import { addExportOptions, sheetText, writeSheets, type ExportOptions } from './write-sheets.js';

const alwaysShown = 13;
const rule = '名次：先比按时率，再比逾期未办，再比认领用时中位数；尚无定论的列在最后。';

/** `hub report league`: the departments in order of merit. */
export function addLeague(report: Command, desk: Desk): void {
  const command = report.command('league').description('部门排名');
  addExportOptions(addPeriodOptions(addScopeOptions(command)))
    .addHelpText('after', '\n示例：\n  hub report league --region 370800 --below --month 2026-02')
    .action((options: FilterOptions & ExportOptions) =>
      desk.withStore(async ({ database }) => {
        const lines = await readFigures(database, toFilter(options, desk.clock.now()), ['department']);
        const sheet = leagueSheet(lines);
        const written = await writeSheets([sheet], options);
        desk.print(league(lines), () =>
          lines.length === 0
            ? '没有符合条件的消息。'
            : [sheetText(sheet, alwaysShown), rule, hoursNote, ...written].join('\n'),
        );
      }),
    );
}
