import type { KindDefinition } from '#base/contracts';
import { code, field, identifier, instant, integer, json, region, text, uscc } from '../field.js';
import { exchangeFields } from './exchange.js';

/** 特别程序: one row a procedure, from EA_JC_STEP_SPECIALNODE; GB/T 39046—2020 table 7, UP_PRO_SPECIAL_PROCEDURE. */
export const specialProcedure: KindDefinition = {
  name: 'specialProcedure',
  title: '特别程序',
  table: 'unified.special_procedure',
  ofCase: true,
  fields: [
    field('stepNumber', '环节序号', integer, 'EA_JC_STEP_SPECIALNODE.SN', { required: true }),
    field('name', '环节名称', text(1000), 'EA_JC_STEP_SPECIALNODE.NODENAME'),
    field(
      'procedureType',
      '特殊环节类型',
      code('procedureType'),
      'EA_JC_STEP_SPECIALNODE.NODERESULT（补正、听证、公示等）',
      { required: true },
    ),
    field(
      'procedureKind',
      '特别程序种类',
      code('procedureKind'),
      'EA_JC_STEP_SPECIALNODE.SPECIALTYPE；GB/T 39046 表7 特别程序种类代码 A.7',
    ),
    field(
      'procedureName',
      '特别程序种类名称',
      text(1000),
      'EA_JC_STEP_SPECIALNODE.SPECIALNAME；GB/T 39046 表7 特别程序种类名称',
    ),
    field(
      'startedAt',
      '特别程序开始时间',
      instant,
      'EA_JC_STEP_SPECIALNODE.NODESTARTTIME；GB/T 39046 表7 特别程序开始时间',
      {
        required: true,
      },
    ),
    field(
      'endedAt',
      '特别程序结束时间',
      instant,
      'EA_JC_STEP_SPECIALNODE.NODEENDTIME；GB/T 39046 表7 特别程序结束时间',
    ),
    field('notifiedAt', '告知申请人时间', instant, 'EA_JC_STEP_SPECIALNODE.NOTETIME'),
    field(
      'reason',
      '启动理由或依据',
      text(4000),
      'EA_JC_STEP_SPECIALNODE.NODEPROCACCORD；GB/T 39046 表7 特别程序启动理由或依据',
    ),
    field('result', '特别程序结果', text(4000), 'EA_JC_STEP_SPECIALNODE.RESULT；GB/T 39046 表7 特别程序结果'),
    field(
      'opinion',
      '特别程序办理意见',
      text(4000),
      'EA_JC_STEP_SPECIALNODE.NODEPROCADV；GB/T 39046 表7 特别程序办理意见',
    ),
    field('place', '办理地点', text(1000), 'EA_JC_STEP_SPECIALNODE.NODEPROCADDR'),
    field('nodeTime', '环节用时', text(50), 'EA_JC_STEP_SPECIALNODE.NODETIME'),
    field(
      'unitName',
      '办理单位名称',
      text(200),
      'EA_JC_STEP_SPECIALNODE.PROCUNITNAME；GB/T 39046 表7 办理单位名称',
    ),
    field(
      'unitUscc',
      '办理单位统一社会信用代码',
      uscc,
      'EA_JC_STEP_SPECIALNODE.PROCUNITID；GB/T 39046 表7 办理单位统一社会信用代码',
    ),
    field('handlerId', '办理人编号', identifier(100), 'EA_JC_STEP_SPECIALNODE.PROCERID'),
    field('handlerName', '办理人', text(100), 'EA_JC_STEP_SPECIALNODE.PROCERNAME；GB/T 39046 表7 办理人', {
      personal: 'name',
    }),
    field('handlerRemark', '办理人备注', text(4000), 'EA_JC_STEP_SPECIALNODE.PROCERREMARK'),
    field(
      'applicantName',
      '申请人',
      text(200),
      'EA_JC_STEP_SPECIALNODE.APPLYUSERNAME；GB/T 39046 表7 申请人',
      {
        personal: 'name',
      },
    ),
    field('materials', '材料清单', json, 'EA_JC_STEP_SPECIALNODE.LISTS（id:名称）'),
    field('businessRegionCode', '业务所属区划', region, 'EA_JC_STEP_SPECIALNODE.BUS_REGION_ID'),
    field('regionCode', '行政区划', region, 'EA_JC_STEP_SPECIALNODE.REGION_ID'),
    ...exchangeFields,
  ],
};
