import type { CellLoss } from './cell-value.js';

/** Why a cell's value is not what was written into it, for a sentence about the cell; ends with what to do about it first. */
export const lossReasons: Readonly<Record<CellLoss, string>> = {
  digits: '被 Excel 存成了数字，15 位以后的数字已经丢失，请改为文本格式',
  uncounted: '是公式，文件里没有算出的结果，请在 Excel 中打开保存或改为数值',
  long: '长得不合常理，请核对单元格内容',
  shared: '指向工作簿里没有的文字，文件可能损坏，请用 Excel 另存',
  style: '指向工作簿里没有的格式，文件可能损坏，请用 Excel 另存',
  number: '标为数字而不是数字，请改正',
  day: '标为日期而没有这一天，请改为文本',
  boolean: '标为逻辑值而不是 0 或 1，请改正',
  type: '的单元格类型不在标准内，请用 Excel 另存',
  twice: '在同一行出现了两次，不知以哪个为准，请用 Excel 另存',
};
