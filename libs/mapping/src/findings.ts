import { faultCodes } from '#base/contracts';

/** Chinese titles of every code a finding may carry: broken optional fields use the fault codes, doubts their own. @public */
export const findingTitles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(faultCodes).map(([code, { title }]) => [code, title])),
  IDENTIFIER_CLEANED: '标识或代码含有不可见、全角等字符，已清洗',
  REGION_REPLACED: '使用已停用的区划代码',
  DOCUMENT_NUMBER_ODD: '文号格式不规范',
  ORDER_FAULT: '时间先后颠倒',
  CONDITIONALLY_MISSING: '按办结结果应填而未填',
  MUST_BE_EMPTY: '按类别不应填而填了',
  TOO_FEW: '数量少于规定',
};
