import type { ValueLine } from '../value-line.js';

const text = '文本，一字不改';
const number = '数值，位数不变';
const local = '日期时刻：按数据源的时区理解';
const parked = '隔离该行，其余照读';
const line = (type: string, written: string, body: string, unified: string): ValueLine => ({
  type,
  written,
  body,
  unified,
});

/** Excel cells by their type (ECMA-376 part 1 §18.18.11); style 1 is a day, 2 `[h]:mm`, 3 a percentage. */
const cells: readonly ValueLine[] = [
  line(
    'Excel inlineStr',
    '<is><t>示例建筑有限公司</t><rPh sb="0" eb="2"><t>shì lì</t></rPh></is>',
    '"示例建筑有限公司"',
    text,
  ),
  line('Excel inlineStr', '<is><r><t>示例</t></r><r><t>公司</t></r></is>', '"示例公司"', text),
  line('Excel inlineStr', '<is><t>_x4F60__x005F_x4F60_</t></is>', '"你_x4F60_"', text),
  line('Excel str', '<f>A1</f><v>00123</v>', '"00123"', text),
  line('Excel d', '<v>2026-03-10</v>', '"2026-03-10"', local),
  line('Excel d', '<v>2026-03-10T09:30:00</v>', '"2026-03-10 09:30:00"', local),
  line('Excel n', '<v>1171.3499999999999</v>', '"1171.35"', number),
  line('Excel n', '<v>1.2E+3</v>', '"1200"', number),
  line('Excel n', '<v>0.30000000000000004</v>', '"0.30000000000000004"', number),
  line('Excel n', '<v>999999999999999</v>', '"999999999999999"', number),
  line('Excel n', '<v>370811199001011234</v>', '15 位以后的数字已经丢失', parked),
  line('Excel n s="1"', '<v>46091</v>', '"2026-03-10"', local),
  line('Excel n s="1"', '<v>1</v>', '"1900-01-01"', local),
  line('Excel n s="1"', '<v>60</v>', '没有这一天', parked),
  line('Excel n s="1"', '<v>2958465</v>', '"9999-12-31"', local),
  line('Excel n s="2"', '<v>1.0625</v>', '"25:30:00"', '时长，文本'),
  line('Excel n s="3"', '<v>0.05</v>', '"0.05"', number),
  line('Excel b', '<v>1</v>', '"true"', '文本；按映射的代码表'),
  line('Excel e', '<v>#N/A</v>', 'Excel 的错误值', parked),
  line('Excel n', '<f>A1+1</f>', '没有算出的结果', parked),
];

/** Values of the formats that are text. */
const texts: readonly ValueLine[] = [
  line('CSV', '"=""00123"""', '"00123"', text),
  line('CSV', '\t370800199001011234', '"370800199001011234"', text),
  line('CSV', "'00123", '"00123"', text),
  line('CSV', '" 甲,乙 "', '" 甲,乙 "', text),
  line('CSV', '3.70802E+17', '科学计数法', parked),
  line('JSON', '370800199001011234567', '"370800199001011234567"', number),
  line('JSON', '0.10', '"0.10"', number),
  line('JSON', '"\\ud83d"', '半个字符', parked),
  line('JSON', 'null', 'null', '空'),
  line('XML', '<v>甲<![CDATA[<乙>]]>&amp;&#x4E19;</v>', '"甲<乙>&丙"', text),
  line('XML', '<v xsi:nil="true"/>', 'null', '空'),
  line('XML', '<v>散<a>1</a></v>', '混排', parked),
];

/** What becomes of each type of value in files, with its extremes. */
export const filesValues: readonly ValueLine[] = [...cells, ...texts];
