import type { KindDefinition } from '#base/contracts';
import { boolean, code, date, field, identifier, instant, money, region, text } from '../field.js';
import { exchangeFields } from './exchange.js';

/** 办结: from EA_JC_STEP_DONE; GB/T 39046—2020 table 8, UP_PRO_RESULT. */
export const result: KindDefinition = {
  name: 'result',
  title: '办结',
  table: 'unified.result',
  ofCase: true,
  fields: [
    field('result', '办结结果', code('caseResult'), 'EA_JC_STEP_DONE.DONERESULT；UP_PRO_RESULT.result_type', {
      required: true,
    }),
    field('decidedAt', '办结时间', instant, 'EA_JC_STEP_DONE.OCCURTIME；GB/T 39046 表8 办结时间', {
      required: true,
    }),
    field(
      'exitReason',
      '退回或不予许可理由',
      text(4000),
      'EA_JC_STEP_DONE.EXITRES；GB/T 39046 表8 办件结果描述',
    ),
    field('approvalNumber', '决定书文号', text(200), 'EA_JC_STEP_DONE.APPROVALNUMBER（归一为〔年〕号）'),
    field('approvalLimit', '批准文件有效期', text(100), 'EA_JC_STEP_DONE.APPROVALLIMIT'),
    field('licenceType', '证照类型', text(100), 'EA_JC_STEP_DONE.CARDTYPE'),
    field(
      'licenceName',
      '结果证照名称',
      text(1000),
      'EA_JC_STEP_DONE.RESULTCETRNAME；GB/T 39046 表8 结果证照名称',
    ),
    field(
      'licenceNumber',
      '结果证照编号',
      identifier(1000),
      'EA_JC_STEP_DONE.CERTIFICATENO；GB/T 39046 表8 结果证照编号',
    ),
    field('licenceValidTo', '证照有效期至', date, 'EA_JC_STEP_DONE.CERTIFICATELIMIT（能识别为日期时）'),
    field(
      'licenceTerm',
      '证照有效期限',
      text(100),
      'EA_JC_STEP_DONE.CERTIFICATELIMIT；GB/T 39046 表8 证照有效期限',
    ),
    field('issuer', '发证/盖章单位', text(200), 'EA_JC_STEP_DONE.PUBLISHER；GB/T 39046 表8 发证/盖章单位'),
    field('handlerName', '办理人姓名', text(100), 'EA_JC_STEP_DONE.TRANSACTOR；GB/T 39046 表8 办理人姓名', {
      personal: 'name',
    }),
    field('isCharged', '是否收费', boolean, 'EA_JC_STEP_DONE.ISFEE；GB/T 39046 表8 是否收费'),
    field('fee', '收费金额（元）', money, 'EA_JC_STEP_DONE.FEE'),
    field('feeStandard', '收费标准', text(2000), 'EA_JC_STEP_DONE.FEESTANDARD'),
    field('feeBasis', '收费依据', text(2000), 'EA_JC_STEP_DONE.FEESTANDACCORD'),
    field('payerName', '缴费人姓名', text(200), 'EA_JC_STEP_DONE.PAYPERSONNAME', { personal: 'name' }),
    field('payerId', '缴费人证件号码', identifier(100), 'EA_JC_STEP_DONE.PAYPERIDCARD', {
      personal: 'idNumber',
    }),
    field('payerMobile', '缴费人手机', text(50), 'EA_JC_STEP_DONE.PAYERMOBILE', { personal: 'phone' }),
    field('payerPhone', '缴费人电话', text(50), 'EA_JC_STEP_DONE.PAYERTEL', { personal: 'phone' }),
    field(
      'isDelivered',
      '是否快递寄送结果',
      boolean,
      'EA_JC_STEP_DONE.ISDELIVERYRESULTS；GB/T 39046 表8 是否快递寄送结果',
    ),
    field('satisfaction', '满意度', code('satisfaction'), 'EA_JC_STEP_DONE.SATISFACTION；GB/T 39046 A.8'),
    field('itemRegionCode', '事项所属区划', region, 'EA_JC_STEP_DONE.ITEMREGIONID'),
    field('regionCode', '行政区划', region, 'EA_JC_STEP_DONE.REGION_ID；GB/T 39046 表8 行政区划'),
    ...exchangeFields,
  ],
};
