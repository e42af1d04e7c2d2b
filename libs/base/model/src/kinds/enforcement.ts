import type { KindDefinition } from '#base/contracts';
import { code, date, field, identifier, instant, text } from '../field.js';
import { reportedFields, supervisedFields } from './supervised.js';

/** 行政强制行为: one row a compulsory measure or execution, from 互联网+监管; 行政强制法 art. 9 and 12. */
export const enforcement: KindDefinition = {
  name: 'enforcement',
  title: '强制',
  table: 'unified.enforcement',
  ofCase: false,
  fields: [
    ...supervisedFields,
    field('listCode', '强制实施清单编码', identifier(50), '监管行为.SUPERVISE_ITEM_FORCE_ICODE'),
    field('actionName', '强制行为名称', text(400), '监管行为.FORCE_ACTION_NAME', { required: true }),
    field('actionCode', '强制行为编号', identifier(50), '监管行为.FORCE_ACTION_CODE', { required: true }),
    field('inspectionCode', '检查行为编号', identifier(50), '监管行为.CHECK_ACTION_CODE'),
    field('facts', '违法事实', text(1000), '监管行为.ILLEGAL_FACT'),
    field('basis', '强制依据', text(1000), '监管行为.FORCE_BASIS'),
    field('decisionNumber', '强制决定书号', text(100), '监管行为.FORCE_DOC_NO（归一为〔年〕号）'),
    field('decidedOn', '决定日期', date, '监管行为.FORCE_DATE'),
    field('enforcementKind', '行政强制种类', code('enforcementKind'), '监管行为.FORCE_TYPE', {
      required: true,
    }),
    field('measureType', '强制措施类型', code('measureType'), '监管行为.FORCE_MEASURE_TYPE'),
    field('executionType', '强制执行类型', code('executionType'), '监管行为.FORCE_EXECUTE_TYPE'),
    field('outcome', '强制结果', text(50), '监管行为.FORCE_RESULT'),
    field('startedAt', '强制开始时间', instant, '监管行为.FORCE_START_DATE', { required: true }),
    field('extendedTo', '延长至', instant, '监管行为.FORCE_EXTEND_DATE'),
    field('endedAt', '强制结束时间', instant, '监管行为.FORCE_END_DATE'),
    ...reportedFields,
  ],
};
