import type { KindDefinition } from '#base/contracts';
import { date, field, identifier, text } from '../field.js';
import { reportedFields, supervisedFields } from './supervised.js';

/** 其他监管行为: one row an act that is no inspection, penalty or enforcement, from 互联网+监管. */
export const otherSupervision: KindDefinition = {
  name: 'otherSupervision',
  title: '其他监管行为',
  table: 'unified.other_supervision',
  ofCase: false,
  fields: [
    ...supervisedFields,
    field('listCode', '其他行为实施清单编码', identifier(50), '监管行为.SUPERVISE_ITEM_OTHER_ICODE'),
    field('actionName', '行为名称', text(300), '监管行为.OTHER_ACTION_NAME', { required: true }),
    field('actionCode', '行为编号', identifier(50), '监管行为.OTHER_ACTION_CODE', { required: true }),
    field('itemSource', '事项来源', text(50), '监管行为.ITEM_SOURCE'),
    field('inspectionCode', '检查行为编号', identifier(50), '监管行为.CHECK_ACTION_CODE'),
    field('content', '行为内容', text(2000), '监管行为.OTHER_ACTION_CONTENT'),
    field('actedOn', '行为时间', date, '监管行为.OTHER_ACTION_DATE', { required: true }),
    ...reportedFields,
  ],
};
