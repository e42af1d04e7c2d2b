import stringWidth from 'string-width';

/** A column: its title, and whether its cells are figures. */
export interface Column {
  readonly title: string;
  readonly right?: true;
}

const gap = '  ';
/** A sentence in the last column may run on; its rule need not. */
const longestRule = 48;

/** Lays cells out in columns by the width they take on a terminal, where a Chinese character takes two. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...rows].map((cells) => stringWidth(cells[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, index) => pad(cells[index] ?? '', widths[index] ?? 0, right === true))
      .join(gap)
      .trimEnd();
  const ruled = (width: number, index: number): string =>
    '─'.repeat(index === widths.length - 1 ? Math.min(width, longestRule) : width);
  const rule = widths.map(ruled).join(gap);
  return [line(titles), rule, ...rows.map(line)].join('\n');
}

function pad(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(width - stringWidth(cell), 0));
  return right ? space + cell : cell + space;
}
