import type { KindDefinition } from '#base/contracts';
import { code, date, field, identifier, instant, region, text, uscc } from '../field.js';
import { creditSubject } from './credit-subject.js';

/** 双公示（行政许可）: one row a published permit decision, in the form of 2015 or of 2018. */
export const creditPermit: KindDefinition = {
  name: 'creditPermit',
  title: '双公示（行政许可）',
  table: 'unified.credit_permit',
  ofCase: false,
  fields: [
    ...creditSubject('XK'),
    field('documentName', '决定文书名称', text(512), '双公示 2018.XK_XKWS'),
    field('projectName', '项目名称', text(512), '双公示 2015.XK_XMMC'),
    field('decisionNumber', '决定文书号', text(256), '双公示 2018.XK_WSH；2015.XK_WSH（归一为〔年〕号）', {
      required: true,
    }),
    field('permitCategory', '许可类别', code('permitCategory'), '双公示 2018.XK_XKLB；2015.XK_SPLB'),
    field('permitName', '许可证书名称', text(512), '双公示 2018.XK_XKZS'),
    field('permitNumber', '许可编号', identifier(256), '双公示 2018.XK_XKBH'),
    field('content', '许可内容', text(null), '双公示 2018.XK_NR；2015.XK_NR'),
    field('decidedOn', '许可决定日期', date, '双公示 2018.XK_JDRQ；2015.XK_JDRQ', { required: true }),
    field('validFrom', '有效期自', date, '双公示 2018.XK_YXQZ'),
    field('validTo', '有效期至', date, '双公示 2018.XK_YXQZI；2015.XK_JZQ'),
    field('agencyName', '许可机关', text(512), '双公示 2018.XK_XKJG；2015.XK_XZJG', { required: true }),
    field('agencyUscc', '许可机关统一社会信用代码', uscc, '双公示 2018.XK_XKJGDM'),
    field('state', '当前状态', code('publicityState'), '双公示 2018.XK_ZT；2015.XK_ZT'),
    field('dataSourceName', '数据来源单位', text(512), '双公示 2018.XK_LYDW'),
    field('dataSourceUscc', '数据来源单位统一社会信用代码', uscc, '双公示 2018.XK_LYDWDM'),
    field('regionCode', '地方编码', region, '双公示 2015.DFBM'),
    field('reportedAt', '上报时间', instant, '双公示 2018.CREATE_DATE；2015.SJC'),
    field('remark', '备注', text(4000), '双公示 2018.BZ；2015.BZ'),
  ],
};
