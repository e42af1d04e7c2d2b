import type { Archive } from './archive.js';
import { readPart } from './contents.js';

/** How the number of a cell is shown: as itself, as a day (perhaps with a time), as a time of day, or as a time that passed. */
export type NumberForm = 'number' | 'day' | 'time' | 'elapsed';

/** One number format; `parts` of a second are shown or not. */
export interface CellFormat {
  readonly form: NumberForm;
  readonly parts: boolean;
}

export const plainFormat: CellFormat = { form: 'number', parts: false };

/** The formats a workbook need not spell out (ECMA-376 part 1 §18.8.30), those of Chinese workbooks among them. */
const builtIn: Readonly<Record<number, string>> = {
  14: 'm/d/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yyyy h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The formats of a workbook's cells, by the number in a cell's `s` (ECMA-376 part 1 §18.8.10, §18.8.31). Throws BrokenWorkbook. */
export async function readCellFormats(archive: Archive, part: string | null): Promise<readonly CellFormat[]> {
  if (part === null) return [];
  const codes = new Map<string, string>();
  const used: string[] = [];
  let inside = '';
  await readPart(archive, part, {
    open: (name, attributes) => {
      const id = attributes.get('numFmtId') ?? '0';
      if (name === 'numFmts' || name === 'cellXfs') inside = name;
      if (name === 'numFmt' && inside === 'numFmts') codes.set(id, attributes.get('formatCode') ?? '');
      if (name === 'xf' && inside === 'cellXfs') used.push(id);
    },
    close: (name) => {
      if (name === inside) inside = '';
    },
    text: () => undefined,
  });
  return used.map((id) => formatOf(codes.get(id) ?? builtIn[Number(id)] ?? ''));
}

/** What a format code makes of a number (ECMA-376 part 1 §18.8.31): its letters, without colours, conditions, languages and quoted words. */
export function formatOf(code: string): CellFormat {
  const elapsed = /\[(h+|m+|s+)\]/i.test(code);
  const letters = code
    .replaceAll(/"[^"]*"|\\[^]|[_*][^]/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/general|e[+-]/gi, '');
  const [first = ''] = letters.split(';');
  const parts = /[s\]]\.0/i.test(first);
  if (elapsed) return { form: 'elapsed', parts };
  // aaa is the day of the week.
  if (!/[ymdhse]|aaa/i.test(first)) return plainFormat;
  const isTime = /[hs]/i.test(first) && !/[yde]|aaa/i.test(first);
  return { form: isTime ? 'time' : 'day', parts };
}
