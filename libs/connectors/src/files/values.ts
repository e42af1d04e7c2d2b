import { serialText } from '#base/workbook';
import type { FamilySettings } from './settings.js';
import type { Cell } from './source-line.js';

type FieldType = FamilySettings['types'][string];

/** Why a field cannot have a value. Reasons never repeat the value. */
export interface Misfit {
  readonly refusal: string;
}

const asDay = { form: 'day', parts: false } as const;
const scientific = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/;
const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const serial = /^\d{5}(\.\d+)?$/;

/** One cell in the form a field of a type wants, or why it cannot have it; texts stay what the department wrote. */
export function shapeValue(cell: Cell, type: FieldType, epoch: 1900 | 1904): string | null | Misfit {
  if (cell === null || cell === '') return null;
  if (typeof cell !== 'string') return { refusal: cell.lost };
  const odd = oddity(cell);
  if (odd !== null) return { refusal: odd };
  if (type === 'number') return numberOf(cell);
  if (type === 'date' && serial.test(cell.trim())) return serialText(Number(cell), epoch, asDay) ?? cell;
  if (isRounded(cell)) return { refusal: '是科学计数法，原来的数字已经丢失，请改为文本格式后重报' };
  return cell;
}

/** What no database takes, or shows that letters were lost on the way here; null for a text that is whole. */
function oddity(text: string): string | null {
  if (text.includes('\0')) return '含有空字符（NUL），请部门清除后重报';
  if (text.includes('\uFFFD'))
    return '含有解不出的字（U+FFFD）：这一行的编码与文件其余部分不同，或在转码时已经丢失，请部门改正编码后重报';
  return text.isWellFormed() ? null : '含有半个字符（孤立代理项），请部门改正后重报';
}

function numberOf(cell: string): string | Misfit {
  const text = plainNumber(cell.normalize('NFKC').replaceAll(/[\s￥¥]/g, ''));
  return text ?? { refusal: '不是数字' };
}

/** A long number as Excel saves it into a CSV: `3.70811E+17`. */
function isRounded(cell: string): boolean {
  const exponent = cell.includes('+') && /e\+/i.test(cell) ? scientific.exec(cell.trim())?.[4] : undefined;
  return exponent !== undefined && Number(exponent) >= 9;
}

/** A number without thousands separators or exponent, digit for digit; null when it is none. */
function plainNumber(text: string): string | null {
  if (grouped.test(text)) return text.replaceAll(',', '');
  if (decimal.test(text)) return text;
  const match = scientific.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const shifted =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : `${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point)}`;
  return sign + shifted.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
}
