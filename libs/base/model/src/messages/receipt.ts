import { checkResultBody } from './check-result.js';
import { code, document, fields, instant, requiredWhen, text, uuid, type MessageSchema } from './schema.js';

/** 回执: a fact the recipient states about a message. A return says why; an answer may carry what was found. */
export const receipt: MessageSchema = {
  schema: document(
    'receipt',
    fields(
      '回执',
      {
        messageId: uuid('消息编号'),
        receipt: code('回执', { received: '签收', claimed: '认领', returned: '退回', answered: '反馈' }),
        at: instant('作出时间'),
        by: text('经办机构', 200),
        reason: text('退回理由', 1000),
        answer: checkResultBody,
      },
      { required: ['messageId', 'receipt', 'at'], rules: [requiredWhen('receipt', 'returned', ['reason'])] },
    ),
  ),
  examples: [
    {
      messageId: '019aaf00-0000-7000-8000-000000000001',
      receipt: 'received',
      at: '2026-11-23T15:04:05+08:00',
      by: '建筑市场监管科',
    },
    {
      messageId: '019aaf00-0000-7000-8000-000000000001',
      receipt: 'returned',
      at: '2026-11-23T15:04:05+08:00',
      reason: '该事项不属于我局监管职责。',
    },
    {
      messageId: '019aaf00-0000-7000-8000-000000000001',
      receipt: 'answered',
      at: '2026-11-24T10:00:00+08:00',
      answer: {
        inspectedOn: '2026-11-24',
        result: 'CONFORMING',
        treatment: 'PASSED',
        explanation: '与许可内容一致。',
      },
    },
  ],
};
