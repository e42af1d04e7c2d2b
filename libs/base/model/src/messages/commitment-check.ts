import { code, day, document, fields, instant, text, textOrNull, type MessageSchema } from './schema.js';
import { holder, licence } from './subjects.js';

/** 告知承诺核查: a licence was granted on a promise; the supervisor checks whether it was kept. */
export const commitmentCheck: MessageSchema = {
  schema: document(
    'commitment-check',
    fields(
      '告知承诺核查',
      {
        change: code('变化', { granted: '新许可', voided: '作废', corrected: '更正', reissued: '重新核发' }),
        source: text('数据源', 100),
        caseNumber: text('办件编号', 50),
        item: text('事项编码', 50),
        itemName: textOrNull('事项名称'),
        decidedAt: instant('决定时间'),
        checkBy: day('核查期限'),
        promise: text('承诺内容', 2000),
        licence,
        holder,
      },
      { required: ['change', 'source', 'caseNumber', 'item', 'decidedAt'], open: true },
    ),
  ),
  examples: [
    {
      change: 'granted',
      source: '370800.xzspj.front',
      caseNumber: '370800202611230002',
      item: 'food-operation',
      itemName: '食品经营许可',
      decidedAt: '2026-11-23T10:00:00+08:00',
      checkBy: '2027-01-04',
      promise: '经营场所、设施设备符合食品安全要求。',
      licence: { name: '食品经营许可证', number: 'JY13708110000001' },
      holder: { name: '济宁示例餐饮有限公司', id: '91370800MA00000001' },
    },
  ],
};
