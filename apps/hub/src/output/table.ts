import stringWidth from 'string-width';
import { visibleLine } from '#base/contracts';
import { screenWidth } from './screen.js';
import { wrapLine } from './wrap.js';

/** A column: its title, and whether its cells are figures. */
export interface Column {
  readonly title: string;
  readonly right?: true;
}

type Cells = readonly string[];

const gap = '  ';
/** A sentence in the last column may run on; its rule need not. */
const longestRule = 48;
/** No column of words is made narrower: a date, or a part of an identifier, stays in one piece. */
const narrowest = 12;

/**
 * Lays cells out in columns by the width they take on a terminal, where a Chinese character takes two. Where the terminal is narrower than
 * the table, the widest columns of words are made narrower and their cells go on in the next line; where even that is too wide, every row is
 * a block of title and cell. Cells are data: whatever in them would act on the terminal is made visible.
 */
export function table(columns: readonly Column[], rows: readonly Cells[], width = screenWidth()): string {
  const cells = rows.map((row) => columns.map((_, index) => visibleLine(row[index] ?? '')));
  const natural = columns.map(({ title }, index) =>
    Math.max(stringWidth(title), ...cells.map((row) => stringWidth(row[index] ?? ''))),
  );
  const widths = width === null ? natural : narrowed(columns, natural, width);
  return widths === null ? blocks(columns, cells, width ?? 0) : laidOut(columns, cells, widths);
}

/** Widths that fit, or null when there are none. */
function narrowed(
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): readonly number[] | null {
  const room = width - gap.length * (columns.length - 1);
  const least = natural.map((each, index) =>
    columns[index]?.right === true ? each : Math.min(each, narrowest),
  );
  if (sum(least) > room) return null;
  const widths = [...natural];
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const spare = widths.map((each, index) => (each > (least[index] ?? 0) ? each : 0));
    const widest = spare.indexOf(Math.max(...spare));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function laidOut(columns: readonly Column[], rows: readonly Cells[], widths: readonly number[]): string {
  const line = (cells: Cells): string =>
    columns
      .map(({ right }, index) => pad(cells[index] ?? '', widths[index] ?? 0, right === true))
      .join(gap)
      .trimEnd();
  const lines = (cells: Cells): readonly string[] => {
    const parts = cells.map((cell, index) => wrapLine(cell, widths[index] ?? 0));
    const most = Math.max(...parts.map(({ length }) => length));
    return [...Array(most).keys()].map((row) => line(parts.map((part) => part[row] ?? '')));
  };
  const ruled = (width: number, index: number): string =>
    '─'.repeat(index === widths.length - 1 ? Math.min(width, longestRule) : width);
  const titles = columns.map(({ title }) => title);
  return [...lines(titles), widths.map(ruled).join(gap), ...rows.flatMap(lines)].join('\n');
}

function blocks(columns: readonly Column[], rows: readonly Cells[], width: number): string {
  const widest = Math.max(...columns.map(({ title }) => stringWidth(title)));
  const hang = Math.min(widest + gap.length, width >> 1);
  const block = (cells: Cells): string =>
    columns
      .flatMap(({ title }, index) => {
        const cell = cells[index] ?? '';
        return cell === '' ? [] : wrapLine(`${pad(title, widest, false)}${gap}${cell}`, width, hang);
      })
      .join('\n');
  return rows.map(block).join('\n\n');
}

function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(width - stringWidth(cell), 0));
  return right ? space + cell : cell + space;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
