import type ExcelJS from 'exceljs';

const exactUpTo = 1e15;
const lostDigits = '被 Excel 存成了数字，15 位以后的数字已经丢失，请改为文本格式后重填';
const dayMs = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);

type ObjectValue = Exclude<ExcelJS.CellValue, string | number | boolean | Date | null | undefined>;

/** The text of a cell as a person sees it; days as YYYY-MM-DD, also where Excel holds its count of days. `lost` says why it cannot be trusted. */
export function textOf(
  { value }: ExcelJS.Cell,
  day = false,
): { readonly text: string; readonly lost: string | null } {
  const plain = plainOf(value);
  if (typeof plain === 'string') return { text: plain.trim(), lost: null };
  if (day && Number.isInteger(plain) && plain > 0)
    return { text: new Date(firstDay + plain * dayMs).toISOString().slice(0, 10), lost: null };
  return { text: String(plain), lost: plain >= exactUpTo ? lostDigits : null };
}

function plainOf(value: ExcelJS.CellValue): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return ofObject(value);
}

function ofObject(value: ObjectValue): string | number {
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return value.text;
  return 'result' in value && value.result !== undefined ? plainOf(value.result) : '';
}
