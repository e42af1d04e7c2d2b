import type { KindDefinition } from '#base/contracts';
import { code, date, field, identifier, json, text } from '../field.js';
import { reportedFields, supervisedFields } from './supervised.js';

/** 行政检查行为: one row an inspection, from t_jgxw_check_action of 互联网+监管. */
export const inspection: KindDefinition = {
  name: 'inspection',
  title: '检查',
  table: 'unified.inspection',
  ofCase: false,
  fields: [
    ...supervisedFields,
    field('listCode', '检查实施清单编码', identifier(50), '监管行为.SUPERVISE_ITEM_CHECK_ICODE', {
      required: true,
    }),
    field('actionName', '检查行为名称', text(500), '监管行为.CHECK_ACTION_NAME', { required: true }),
    field('actionCode', '检查行为编号', identifier(50), '监管行为.CHECK_ACTION_CODE', { required: true }),
    field('checkForm', '检查形式', code('checkForm'), '监管行为.CHECK_FORM', { required: true }),
    field('checkType', '检查类别', code('checkType'), '监管行为.CHECK_TYPE', { required: true }),
    field('checkMode', '检查方式', text(100), '监管行为.CHECK_MODE'),
    field('checkResult', '检查结果', code('checkResult'), '监管行为.CHECK_RESULT', { required: true }),
    field('checkedOn', '检查时间', date, '监管行为.CHECK_DATE', { required: true }),
    field('inspectors', '检查人员', json, '监管行为.CHECK_PERSONNEL（至少两人）', { personal: 'name' }),
    field('inspectorCodes', '执法证号', json, '监管行为.CHECK_PERSONNEL_CODE', { personal: 'idNumber' }),
    field('planId', '双随机计划标识', identifier(50), '监管行为.PLAN_ID'),
    ...reportedFields,
  ],
};
