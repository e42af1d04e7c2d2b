import { BrokenWorkbook } from './broken-workbook.js';
import { cellValue, type CellContext, type WorkbookCell } from './cell-value.js';
import { longestText, StringItem } from './string-item.js';
import { isSet, type Attributes, type XmlHandler } from './xml-part.js';

const lastColumn = 16_384;
const lastRow = 1_048_576;
/** A shared text costs a few letters where it is used: what a row, and a sheet, say by them is bounded. */
const mostLettersOfRow = 4_000_000;
const mostLetters = 2 ** 29;
const emptyCell = 8;
const mostMerges = 65_536;

/** One row of a sheet as it stands there; `place` is its number. Cells end with the last that holds something. */
export interface WorkbookRow {
  readonly place: number;
  readonly cells: readonly WorkbookCell[];
  /** About how many letters it has. */
  readonly size: number;
}

/** Takes the elements of a sheet (ECMA-376 part 1 §18.3.1.99) and gives its rows. Rows and cells without a position follow the one before. */
export class SheetParser implements XmlHandler {
  readonly #context: CellContext;
  readonly #item = new StringItem();
  #rows: WorkbookRow[] = [];
  #letters = 0;
  #size = 0;
  #place = 0;
  #column = 0;
  #cells: WorkbookCell[] = [];
  #type = 'n';
  #style: string | null = null;
  #formula = false;
  #value: string | null | undefined;
  #inline: string | null | undefined;
  #inside: 'value' | 'inline' | null = null;
  #inCell = false;
  /** Hidden rows so far; they are read like the others. */
  hidden = 0;
  readonly merges: string[] = [];

  constructor(context: CellContext) {
    this.#context = context;
  }

  /** The number of the last row begun. */
  get place(): number {
    return this.#place;
  }

  /** The rows that were read since the last call. */
  drain(): readonly WorkbookRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        return this.#openRow(attributes);
      case 'c':
        return this.#openCell(attributes);
      case 'v':
        return this.#openValue();
      case 'f':
        this.#formula = true;
        return;
      case 'is':
        this.#inside = this.#inCell ? 'inline' : null;
        return this.#item.begin();
      case 'mergeCell':
        return this.#merge(attributes);
      default:
        if (this.#inside === 'inline') this.#item.open(name);
    }
  }

  text(text: string): void {
    if (this.#inside === 'inline') this.#item.text(text);
    else if (this.#inside === 'value' && typeof this.#value === 'string') {
      this.#value += text;
      if (this.#value.length > longestText) this.#value = null;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'row':
        return this.#closeRow();
      case 'c':
        return this.#closeCell();
      case 'v':
        this.#inside = null;
        return;
      case 'is':
        this.#inside = null;
        this.#inline = this.#item.end();
        return;
      default:
        if (this.#inside === 'inline') this.#item.close(name);
    }
  }

  #openRow(attributes: Attributes): void {
    const given = attributes.get('r') ?? null;
    const place = given === null ? this.#place + 1 : Number(given);
    if (!Number.isInteger(place) || place <= this.#place || place > lastRow)
      throw new BrokenWorkbook(
        this.#place + 1,
        '行号重复、倒退或超出范围，从此处起无法读取，请用 Excel 另存后重报',
      );
    this.#place = place;
    this.#column = 0;
    this.#cells = [];
    this.#size = 0;
    if (isSet(attributes, 'hidden')) this.hidden += 1;
  }

  #openCell(attributes: Attributes): void {
    const given = attributes.get('r') ?? null;
    this.#column = given === null ? this.#column + 1 : columnOf(given);
    if (this.#column < 1 || this.#column > lastColumn)
      throw new BrokenWorkbook(
        this.#place,
        '有单元格的位置不在表内，从此处起无法读取，请用 Excel 另存后重报',
      );
    this.#type = attributes.get('t') ?? 'n';
    this.#style = attributes.get('s') ?? null;
    this.#formula = false;
    this.#value = undefined;
    this.#inline = undefined;
    this.#inCell = true;
  }

  #openValue(): void {
    if (!this.#inCell) return;
    this.#inside = 'value';
    this.#value = '';
  }

  #closeCell(): void {
    this.#inCell = false;
    const found = {
      type: this.#type,
      style: this.#style,
      formula: this.#formula,
      value: this.#value,
      inline: this.#inline,
    };
    const cell = cellValue(found, this.#context);
    if (cell === null) return;
    const at = this.#column - 1;
    this.#size += typeof cell === 'string' ? cell.length : emptyCell;
    while (this.#cells.length < at) this.#cells.push(null);
    const fitting = this.#size > mostLettersOfRow ? ({ lost: 'long' } as const) : cell;
    this.#cells[at] = (this.#cells[at] ?? null) === null ? fitting : { lost: 'twice' };
  }

  #closeRow(): void {
    const size = Math.min(this.#size, mostLettersOfRow) + this.#cells.length * emptyCell;
    this.#letters += size;
    if (this.#letters > mostLetters)
      throw new BrokenWorkbook(this.#place, '内容多得不合常理，从此处起未读，请拆分后重报');
    this.#rows.push({ place: this.#place, cells: this.#cells, size });
  }

  #merge(attributes: Attributes): void {
    const range = attributes.get('ref') ?? null;
    if (range === null) return;
    if (this.merges.length >= mostMerges)
      throw new BrokenWorkbook(this.#place + 1, '合并的单元格多得不合常理，请取消合并后重报');
    this.merges.push(range);
  }
}

/** The column of a cell's position, from 1; 0 for what is no position. */
function columnOf(position: string): number {
  let column = 0;
  let at = 0;
  for (; at < position.length; at += 1) {
    const letter = position.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > lastColumn) return 0;
  }
  return at > 0 && at < position.length ? column : 0;
}
