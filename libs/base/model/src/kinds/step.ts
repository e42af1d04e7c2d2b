import type { KindDefinition } from '#base/contracts';
import { code, field, identifier, instant, integer, region, text, uscc } from '../field.js';
import { exchangeFields } from './exchange.js';

/** 过程: one row a step, from EA_JC_STEP_PROC; GB/T 39046—2020 table 7, UP_PRO_PROCESS. */
export const step: KindDefinition = {
  name: 'step',
  title: '过程',
  table: 'unified.step',
  ofCase: true,
  fields: [
    field('stepNumber', '环节序号', integer, 'EA_JC_STEP_PROC.SN', { required: true }),
    field('stepName', '环节名称', text(1000), 'EA_JC_STEP_PROC.NODENAME；GB/T 39046 表7 环节名称', {
      required: true,
    }),
    field('stepCode', '环节编码', identifier(100), 'EA_JC_STEP_PROC.NODECODE'),
    field('nodeType', '环节类型', code('nodeType'), 'EA_JC_STEP_PROC.NODETYPE'),
    field(
      'stepState',
      '环节办理状态',
      code('stepState'),
      'EA_JC_STEP_PROC.NODESTATE；GB/T 39046 表7 环节办理状态代码',
      {
        required: true,
      },
    ),
    field('stepResult', '环节办理结果', code('stepResult'), 'EA_JC_STEP_PROC.NODERESULT'),
    field('actionName', '业务动作', text(50), 'EA_JC_STEP_PROC.EVENTNAME；GB/T 39046 表7 业务动作'),
    field(
      'startedAt',
      '环节开始时间',
      instant,
      'EA_JC_STEP_PROC.NODESTARTTIME；GB/T 39046 表7 环节开始时间',
      {
        required: true,
      },
    ),
    field('endedAt', '环节结束时间', instant, 'EA_JC_STEP_PROC.NODEENDTIME；GB/T 39046 表7 环节结束时间'),
    field('occurredAt', '发生时间', instant, 'EA_JC_STEP_PROC.OCCURTIME'),
    field('handlerId', '环节处理人编号', identifier(100), 'EA_JC_STEP_PROC.NODEPROCER'),
    field(
      'handlerName',
      '环节处理人',
      text(100),
      'EA_JC_STEP_PROC.NODEPROCERNAME；GB/T 39046 表7 环节处理人',
      {
        personal: 'name',
      },
    ),
    field('handlerRegionCode', '处理人所属区划', region, 'EA_JC_STEP_PROC.NODEPROCERAREA'),
    field('opinion', '环节处理意见', text(4000), 'EA_JC_STEP_PROC.NODEADV；GB/T 39046 表7 环节处理意见'),
    field(
      'unitUscc',
      '处理单位统一社会信用代码',
      uscc,
      'EA_JC_STEP_PROC.PROCUNIT；GB/T 39046 表7 处理单位统一社会信用代码',
    ),
    field('unitName', '处理单位名称', text(200), 'EA_JC_STEP_PROC.PROCUNITNAME；GB/T 39046 表7 处理单位名称'),
    field('promisedLimit', '环节时限', integer, 'EA_JC_STEP_PROC.TIMELIMIT'),
    field('promisedUnit', '环节时限单位', code('timeUnit'), 'EA_JC_STEP_PROC.PROMISETIMEUNIT'),
    field('projectCode', '投资项目编号', identifier(100), 'EA_JC_STEP_PROC.PROJECT_CODE'),
    field('itemRegionCode', '事项所属区划', region, 'EA_JC_STEP_PROC.ITEMREGIONID'),
    field('regionCode', '行政区划', region, 'EA_JC_STEP_PROC.REGION_ID'),
    ...exchangeFields,
  ],
};
