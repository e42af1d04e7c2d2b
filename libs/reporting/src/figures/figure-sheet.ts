import { kindRules, type MessageKind } from '#base/contracts';
import { regionName } from '#base/model';
import type { Cell, Sheet, SheetColumn } from '../sheets/sheet.js';
import type { Grouping } from '../sql/count-figures.js';
import { figures } from './figure-list.js';
import type { FigureLine } from './read-figures.js';

interface LineColumn extends SheetColumn {
  readonly cell: (line: FigureLine) => Cell;
}

const groupColumns: Readonly<Record<Grouping, readonly LineColumn[]>> = {
  region: [
    words('区划', (line) => line.region),
    words('区划名称', (line) => line.region && regionName(line.region)),
  ],
  department: [words('部门', (line) => line.department), words('部门名称', (line) => line.departmentName)],
  item: [words('事项', (line) => line.item), words('事项名称', (line) => line.itemName)],
  kind: [words('类别', (line) => kindTitle(line.kind))],
  month: [words('月份', (line) => line.month)],
  day: [words('日期', (line) => line.day)],
};

const afterFigures: readonly LineColumn[] = [
  { title: '按时率', form: 'share', cell: (line) => line.onTimeShare },
  { title: '支撑按时率', form: 'share', cell: (line) => line.supportOnTimeShare },
  { title: '阅知率', form: 'share', cell: (line) => line.readShare },
  { title: '认领用时中位', form: 'decimal', cell: (line) => line.toClaim?.median ?? null },
  { title: '认领用时P90', form: 'decimal', cell: (line) => line.toClaim?.p90 ?? null },
  { title: '反馈用时中位', form: 'decimal', cell: (line) => line.toAnswer?.median ?? null },
  { title: '反馈用时P90', form: 'decimal', cell: (line) => line.toAnswer?.p90 ?? null },
];

/** Said wherever the figures stand: what the hours are. */
export const hoursNote = '用时为自推送起的自然时间（小时），不扣节假日；推送即认领的不计。';

/** The lines as a table: what they are grouped by, then every figure, share and time. */
export function figureSheet(name: string, lines: readonly FigureLine[], by: readonly Grouping[]): Sheet {
  const columns = [
    ...by.flatMap((grouping) => groupColumns[grouping]),
    ...figures.map((figure): LineColumn => ({
      title: figure.title,
      form: 'count',
      cell: ({ counts }) => counts[figure.name],
    })),
    ...afterFigures,
  ];
  return { name, columns, rows: lines.map((line) => columns.map(({ cell }) => cell(line))) };
}

/** Only what a screen has room for: columns that say something, and the first ones always. */
export function withoutIdleColumns(sheet: Sheet, always: number): Sheet {
  const idle = (at: number): boolean => sheet.rows.every((row) => (row[at] ?? 0) === 0);
  const kept = sheet.columns.flatMap((_, at) => (at < always || !idle(at) ? [at] : []));
  return {
    name: sheet.name,
    columns: kept.flatMap((at) => sheet.columns[at] ?? []),
    rows: sheet.rows.map((row) => kept.map((at) => row[at] ?? null)),
  };
}

/** The Chinese title of a message kind; an unknown one stays as it is. */
export function kindTitle(kind: string | null): string | null {
  return kind !== null && isKind(kind) ? kindRules[kind].title : kind;
}

function isKind(kind: string): kind is MessageKind {
  return Object.hasOwn(kindRules, kind);
}

function words(title: string, cell: (line: FigureLine) => string | null): LineColumn {
  return { title, form: 'text', cell };
}
