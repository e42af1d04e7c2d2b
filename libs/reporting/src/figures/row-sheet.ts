import { beijingText, type DeliveryState } from '#base/contracts';
import type { Cell, Sheet, SheetColumn } from '../sheets/sheet.js';
import type { FigureRow } from '../sql/select-figure-rows.js';
import { deliveryTitles } from './delivery-titles.js';
import { kindTitle } from './figure-sheet.js';

interface RowColumn extends SheetColumn {
  readonly cell: (row: FigureRow) => Cell;
}

const columns: readonly RowColumn[] = [
  { title: '推送时间', form: 'text', cell: ({ pushedAt }) => moment(pushedAt) },
  { title: '类别', form: 'text', cell: ({ kind }) => kindTitle(kind) },
  { title: '区划', form: 'text', cell: ({ region }) => region },
  { title: '部门', form: 'text', cell: ({ department }) => department },
  { title: '部门名称', form: 'text', cell: ({ departmentName }) => departmentName },
  { title: '事项名称', form: 'text', cell: ({ item, itemName }) => itemName ?? item },
  { title: '办件编号', form: 'text', cell: ({ caseNumber }) => caseNumber },
  { title: '状态', form: 'text', cell: ({ state }) => (isState(state) ? deliveryTitles[state] : state) },
  { title: '发生时间', form: 'text', cell: ({ happenedAt }) => happenedAt && moment(happenedAt) },
  { title: '应办时间', form: 'text', cell: ({ dueAt }) => dueAt && moment(dueAt) },
  { title: '逾期（小时）', form: 'decimal', cell: ({ overdueHours }) => overdueHours },
  { title: '用时（小时）', form: 'decimal', cell: ({ hours }) => hours },
  { title: '消息', form: 'text', cell: ({ messageId }) => messageId },
];

/** The rows behind a figure as a table. */
export function rowSheet(name: string, rows: readonly FigureRow[]): Sheet {
  return { name, columns, rows: rows.map((row) => columns.map(({ cell }) => cell(row))) };
}

function isState(state: string): state is DeliveryState {
  return Object.hasOwn(deliveryTitles, state);
}

/** To the second, as people write it. */
function moment(at: Date): string {
  return beijingText(at).slice(0, 19).replace('T', ' ');
}
