import { code, day, document, fields, text, type MessageSchema } from './schema.js';
import { holder, licence } from './subjects.js';

/** 变更意见: a supervisor asks that a permit be changed, suspended or revoked, and says until when an answer is wanted. */
export const permitChangeOpinion: MessageSchema = {
  schema: document(
    'permit-change-opinion',
    fields(
      '许可变更意见',
      {
        opinion: code('意见', { CHANGE: '变更', SUSPEND: '暂停', REVOKE: '撤销或吊销' }),
        grounds: text('理由和依据', 2000),
        answerBy: day('答复期限'),
        licence,
        holder,
      },
      { required: ['opinion', 'grounds', 'answerBy'] },
    ),
  ),
  examples: [
    {
      opinion: 'SUSPEND',
      grounds: '连续两次检查不符合许可条件，建议暂停许可。',
      answerBy: '2026-12-04',
      licence: { number: '370811202611200101' },
      holder: { name: '济宁示例建设有限公司' },
    },
  ],
};
