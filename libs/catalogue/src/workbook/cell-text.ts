import type ExcelJS from 'exceljs';

const exactUpTo = 1e15;
const lostDigits = '被 Excel 存成了数字，15 位以后的数字已经丢失，请改为文本格式后重填';
const notCounted = '是公式，文件里没有算出的结果，请在 Excel 中打开保存，或改为数值后重填';
const dayMs = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);

type ObjectValue = Exclude<ExcelJS.CellValue, string | number | boolean | Date | null | undefined>;

/** A cell as read: `lost` says why its text cannot be trusted. */
export interface CellText {
  readonly text: string;
  readonly lost: string | null;
}

/** The text of a cell as a person sees it; days as YYYY-MM-DD, also where Excel holds its count of days, with or without the time of day. */
export function textOf({ value }: ExcelJS.Cell, day = false): CellText {
  const plain = plainOf(value);
  if (typeof plain === 'string') return { text: plain.trim(), lost: null };
  if (typeof plain !== 'number') return { text: '', lost: plain.lost };
  if (day && plain >= 1)
    return { text: new Date(firstDay + Math.floor(plain) * dayMs).toISOString().slice(0, 10), lost: null };
  return { text: String(plain), lost: plain >= exactUpTo ? lostDigits : null };
}

type Plain = string | number | { readonly lost: string };

function plainOf(value: ExcelJS.CellValue): Plain {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return ofObject(value);
}

function ofObject(value: ObjectValue): Plain {
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return { lost: `是错误值 ${value.error}，请改正后重填` };
  // A hyperlink may hold formatted text, whatever its type says.
  if ('text' in value) return plainOf(value.text);
  return 'result' in value && value.result !== undefined ? plainOf(value.result) : { lost: notCounted };
}
