import type { Queryable } from '#base/contracts';
import type { Sheet } from '../sheets/sheet.js';
import type { Grouping } from '../sql/count-figures.js';
import { selectFigureLists } from '../sql/select-figure-rows.js';
import type { FigureFilter } from './figure-filter.js';
import { findFigure, type FigureName } from './figure-list.js';
import { figureSheet } from './figure-sheet.js';
import { league } from './league.js';
import { readFigureWays, type FigureLine } from './read-figures.js';
import { rowSheet } from './row-sheet.js';

/** The month of a region: totals, the same by department, item, kind and day, the league table, and the lists a leader asks for. */
export interface MonthlyReport {
  readonly total: FigureLine;
  readonly sheets: readonly Sheet[];
}

const breakdowns: readonly (readonly [string, Grouping])[] = [
  ['部门', 'department'],
  ['事项', 'item'],
  ['消息类别', 'kind'],
  ['逐日', 'day'],
];
const listed: readonly FigureName[] = [
  'overdue',
  'late',
  'returned',
  'documentsUnread',
  'commitmentUnchecked',
];

/** Reads the month through one filter, so that every sheet speaks of the same matters. */
export async function readMonthlyReport(database: Queryable, filter: FigureFilter): Promise<MonthlyReport> {
  const ways = await readFigureWays(database, filter, [[], ...breakdowns.map(([, by]) => [by])]);
  const [[total] = [], ...broken] = ways;
  if (total === undefined) throw new RangeError('the figures of everything are one line');
  const sheets: Sheet[] = [figureSheet('总览', [total], [])];
  for (const [at, [name, by]] of breakdowns.entries()) {
    const lines = broken[at] ?? [];
    sheets.push(figureSheet(name, lines, [by]));
    if (by === 'department') sheets.push(leagueSheet(lines));
  }
  const lists = await selectFigureLists(database, listed, filter, null);
  for (const [figure, rows] of lists)
    sheets.push(rowSheet(`${findFigure(figure)?.title ?? figure}清单`, rows));
  return { total, sheets };
}

/** The league table of departments as a sheet. */
export function leagueSheet(lines: readonly FigureLine[]): Sheet {
  const placed = league(lines);
  const { columns, rows } = figureSheet(
    '排名',
    placed.map(({ line }) => line),
    ['department'],
  );
  return {
    name: '排名',
    columns: [{ title: '名次', form: 'count' }, ...columns],
    rows: rows.map((row, at) => [placed[at]?.place ?? null, ...row]),
  };
}
