import type { KindDefinition } from '#base/contracts';
import { boolean, code, field, instant, integer, text } from '../field.js';

/** 材料: one row a material of a case, from UP_PRO_MATERIAL; GB/T 39046—2020 table 5. */
export const material: KindDefinition = {
  name: 'material',
  title: '材料',
  table: 'unified.material',
  ofCase: true,
  fields: [
    field('materialName', '材料名称', text(1000), 'UP_PRO_MATERIAL.MATERIAL_NAME；GB/T 39046 表5 材料名称', {
      required: true,
    }),
    field('isReceived', '是否收取', boolean, 'GB/T 39046 表5 是否收取'),
    field('receiveMethod', '收取方式', text(50), 'UP_PRO_MATERIAL.GET_TYPE；GB/T 39046 表5 收取方式'),
    field('quantity', '收取数量', integer, 'UP_PRO_MATERIAL.GET_NUM；GB/T 39046 表5 收取数量'),
    field('receivedAt', '收取时间', instant, 'GB/T 39046 表5 收取时间'),
    field('attachmentName', '附件名称', text(1000), 'UP_PRO_MATERIAL.MATERIAL_ATTACH_NAME'),
    field('remark', '备注', text(2000), 'UP_PRO_MATERIAL.REMARK'),
    field('reportedAt', '上报时间', instant, 'UP_PRO_MATERIAL.CD_TIME'),
    field('exchangeOperation', '交换操作', code('exchangeOperation'), 'UP_PRO_MATERIAL.CD_OPERATION'),
  ],
};
