import { plainFormat, type CellFormat } from './cell-formats.js';
import { serialText } from './serial-days.js';
import { unescaped } from './string-item.js';

/** Why what a cell says is not what was written into it. */
export type CellLoss =
  'digits' | 'uncounted' | 'long' | 'shared' | 'style' | 'number' | 'day' | 'boolean' | 'type' | 'twice';

/** A cell: a text as it is, nothing, or a value with its kind. Numbers, days and times are texts, digit for digit. */
export type WorkbookCell =
  | string
  | null
  | { readonly number: string }
  | { readonly day: string }
  | { readonly truth: boolean }
  | { readonly error: string }
  | { readonly lost: CellLoss };

/** What a cell was found to hold, element by element. */
export interface FoundCell {
  readonly type: string;
  readonly style: string | null;
  readonly formula: boolean;
  /** The text of `v`; undefined where there is none. */
  readonly value: string | null | undefined;
  /** The text of `is`; undefined where there is none. */
  readonly inline: string | null | undefined;
}

/** What the cells of one workbook are read by. */
export interface CellContext {
  readonly strings: readonly (string | null)[];
  readonly formats: readonly CellFormat[];
  readonly epoch: 1900 | 1904;
}

/** Excel keeps fifteen digits. */
const exactUpTo = 1e15;
const double = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const isoDay = /^(\d{4}-\d{2}-\d{2})?(?:T?(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?Z?$/;
const long = { lost: 'long' } as const;

/** The value of a cell by its type (ECMA-376 part 1 §18.3.1.4, §18.18.11 ST_CellType). */
export function cellValue(found: FoundCell, context: CellContext): WorkbookCell {
  const { type, value, inline } = found;
  if (value === null || inline === null) return long;
  if (type === 'inlineStr') return inline ?? null;
  if (value === undefined) return withoutValue(found);
  if (type === 'str') return unescaped(value);
  const text = value.trim();
  return text === '' ? withoutValue(found) : ofType(type, text, found, context);
}

/** A program that writes formulas without computing them leaves no value behind. */
function withoutValue({ formula, inline }: FoundCell): WorkbookCell {
  return formula ? { lost: 'uncounted' } : (inline ?? null);
}

function ofType(type: string, text: string, found: FoundCell, context: CellContext): WorkbookCell {
  switch (type) {
    case 's':
      return shared(text, context);
    case 'n':
      return numeric(text, found.style, context);
    case 'b':
      return text === '0' || text === '1' ? { truth: text === '1' } : { lost: 'boolean' };
    case 'd':
      return dayOf(text);
    case 'e':
      return { error: text.slice(0, 40) };
    default:
      return { lost: 'type' };
  }
}

function shared(text: string, { strings }: CellContext): WorkbookCell {
  const found = /^\d+$/.test(text) ? strings[Number(text)] : undefined;
  if (found === null) return long;
  return found ?? { lost: 'shared' };
}

function numeric(text: string, style: string | null, context: CellContext): WorkbookCell {
  const value = double.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return { lost: 'number' };
  const format = context.formats[Number(style ?? 0)] ?? implied(style);
  if (format === null) return { lost: 'style' };
  if (format.form === 'number')
    return Math.abs(value) >= exactUpTo ? { lost: 'digits' } : { number: shortest(value) };
  const day = serialText(value, context.epoch, format);
  return day === null ? { lost: 'day' } : { day };
}

/** A workbook without styles has the one format that shows a number as it is. */
function implied(style: string | null): CellFormat | null {
  return style === null || style === '0' ? plainFormat : null;
}

/** The shortest decimal that stands for the same number: Excel writes seventeen digits, so that 1171.35 lies there as 1171.3499999999999. */
function shortest(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  return point <= 0
    ? `${sign}0.${'0'.repeat(-point)}${digits}`
    : `${sign}${digits.slice(0, point).padEnd(point, '0')}${digits.length > point ? `.${digits.slice(point)}` : ''}`;
}

/** A day, a time or both as ISO 8601 writes them; the standard leaves no room for a zone. */
function dayOf(text: string): WorkbookCell {
  const [, day = '', time = ''] = isoDay.exec(text) ?? [];
  if (day + time === '' || !isMoment(day || '2000-01-01', time || '00:00')) return { lost: 'day' };
  const clock = clockOf(time);
  if (day !== '' && clock === '00:00:00') return { day };
  return { day: `${day} ${clock}`.trim() };
}

function clockOf(time: string): string {
  return (time.length === 5 ? `${time}:00` : time).replace(/\.0+$/, '');
}

/** Whether there is such a day and such a time; the runtime takes 30 February for 2 March. */
function isMoment(day: string, time: string): boolean {
  const moment = new Date(`${day}T${time}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === day;
}
