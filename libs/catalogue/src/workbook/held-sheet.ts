import { readWorkbook, type WorkbookCell } from '#base/workbook';
import { textOf, type CellText } from './cell-text.js';

/** So much may stand in a policy's workbook; the largest of a province has a hundredth of it. */
const mostLetters = 32 * 1024 * 1024;
const mostMerged = 100_000;
const mergedSideways = '与左边的单元格合并了，请取消合并，逐格填写';

interface Position {
  readonly row: number;
  readonly column: number;
}

/** One sheet of a workbook, held as a whole; rows and columns are counted from 1. */
export class HeldSheet {
  readonly name: string;
  readonly #epoch: 1900 | 1904;
  readonly #rows = new Map<number, readonly WorkbookCell[]>();
  readonly #masters = new Map<string, Position>();

  constructor(name: string, epoch: 1900 | 1904) {
    this.name = name;
    this.#epoch = epoch;
  }

  /** The numbers of the rows in which something stands. */
  get rows(): readonly number[] {
    return [...this.#rows].flatMap(([row, cells]) => (cells.some((cell) => cell !== null) ? [row] : []));
  }

  /** How many columns a row has. */
  width(row: number): number {
    return this.#rows.get(row)?.length ?? 0;
  }

  /** What a cell says. One merged with others below says the same in each of them; one merged sideways leaves open which column it is meant for. */
  text(row: number, column: number, day = false): CellText {
    const master = this.#masters.get(`${row}:${column}`) ?? { row, column };
    if (master.column !== column) return { text: '', lost: mergedSideways };
    return textOf(this.#rows.get(master.row)?.[column - 1], this.#epoch, day);
  }

  put(row: number, cells: readonly WorkbookCell[]): void {
    this.#rows.set(row, cells);
  }

  /** Takes a range of merged cells, `A2:B3`; false when there are more than a form has. */
  merge(range: string): boolean {
    const [first, last] = range.split(':').map(positionOf);
    if (first === undefined || last === undefined) return true;
    const size = (last.row - first.row + 1) * (last.column - first.column + 1);
    if (this.#masters.size + size > mostMerged) return false;
    for (let { row } = first; row <= last.row; row += 1)
      for (let { column } = first; column <= last.column; column += 1)
        this.#masters.set(`${row}:${column}`, first);
    return true;
  }
}

/** The sheets of a workbook in their order. Throws BrokenWorkbook and CrashedReading, RangeError for one that holds more than a policy can. */
export async function holdSheets(path: string): Promise<readonly HeldSheet[]> {
  const sheets = new Map<string, HeldSheet>();
  let letters = 0;
  for await (const { sheet, epoch, rows, merges } of readWorkbook(path, 'all')) {
    const held = sheets.get(sheet) ?? new HeldSheet(sheet, epoch);
    sheets.set(sheet, held);
    for (const { place, cells, size } of rows) {
      letters += size;
      if (letters > mostLetters) throw new RangeError(sheet);
      held.put(place, cells);
    }
    for (const range of merges) if (!held.merge(range)) throw new RangeError(sheet);
  }
  return [...sheets.values()];
}

/** The address of a cell as Excel writes it. */
export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

function positionOf(address: string): Position {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address);
  const column = Array.from(match?.[1] ?? '').reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
  return { row: Number(match?.[2] ?? 0), column };
}
