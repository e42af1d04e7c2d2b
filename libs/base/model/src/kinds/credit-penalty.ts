import type { KindDefinition } from '#base/contracts';
import { code, date, field, instant, money, region, text, uscc } from '../field.js';
import { creditSubject } from './credit-subject.js';

/** 双公示（行政处罚）: one row a published penalty decision. CF_JG is the outcome in the form of 2015, CF_CFJG the agency in that of 2018. */
export const creditPenalty: KindDefinition = {
  name: 'creditPenalty',
  title: '双公示（行政处罚）',
  table: 'unified.credit_penalty',
  ofCase: false,
  fields: [
    ...creditSubject('CF'),
    field(
      'decisionNumber',
      '处罚决定书文号',
      text(256),
      '双公示 2018.CF_WSH；2015.CF_WSH（归一为〔年〕号）',
      {
        required: true,
      },
    ),
    field('penaltyName', '处罚名称', text(512), '双公示 2015.CF_CFMC'),
    field('caseName', '案件名称', text(512), '双公示 2015.CF_AJMC'),
    field('violationType', '违法行为类型', text(2000), '双公示 2018.CF_WFXW'),
    field('facts', '违法事实', text(null), '双公示 2018.CF_SY；2015.CF_SY'),
    field('basis', '处罚依据', text(null), '双公示 2018.CF_YJ；2015.CF_YJ'),
    field('penaltyCategory', '处罚类别', text(500), '双公示 2018.CF_CFLB；2015.CF_CFLB1'),
    field('secondCategory', '处罚类别二', text(500), '双公示 2015.CF_CFLB2'),
    field('content', '处罚内容', text(null), '双公示 2018.CF_NR；2015.CF_JG（处罚结果）'),
    field('fineAmount', '罚款金额（元）', money, '双公示 2018.CF_NR_FK（万元）'),
    field('confiscatedAmount', '没收金额（元）', money, '双公示 2018.CF_NR_WFFF（万元）'),
    field('withdrawnLicence', '暂扣或吊销证照名称及编号', text(2000), '双公示 2018.CF_NR_ZKDX'),
    field('decidedOn', '处罚决定日期', date, '双公示 2018.CF_JDRQ；2015.CF_JDRQ', { required: true }),
    field('validTo', '处罚有效期', date, '双公示 2018.CF_YXQ；2015.CF_JZRQ'),
    field('publicUntil', '公示截止期', date, '双公示 2018.CF_GSJZQ'),
    field('publicTerm', '公示期限', text(100), '双公示 2015.GSQX'),
    field('agencyName', '处罚机关', text(512), '双公示 2018.CF_CFJG；2015.CF_XZJG', { required: true }),
    field('agencyUscc', '处罚机关统一社会信用代码', uscc, '双公示 2018.CF_CFJGDM'),
    field('state', '当前状态', code('publicityState'), '双公示 2018.CF_ZT；2015.CF_ZT'),
    field('dataSourceName', '数据来源单位', text(512), '双公示 2018.CF_SJLY'),
    field('dataSourceUscc', '数据来源单位统一社会信用代码', uscc, '双公示 2018.CF_SJLYDM'),
    field('regionCode', '地方编码', region, '双公示 2015.DFBM'),
    field('reportedAt', '上报时间', instant, '双公示 2018.CREATE_DATE；2015.SJC'),
    field('remark', '备注', text(4000), '双公示 2018.BZ；2015.BZ'),
  ],
};
