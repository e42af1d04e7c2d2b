import { code, day, document, fields, text, type MessageSchema } from './schema.js';
import { holder, licence } from './subjects.js';

/** 变更意见: a supervisor asks that a permit be changed, suspended or revoked, and says until when an answer is wanted; replies carry `reply` and stay in the thread. */
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
        reply: text('答复', 2000),
        decision: code('处理', { ACCEPTED: '采纳', PARTLY: '部分采纳', REJECTED: '不采纳' }),
        closes: { title: '是否办结', type: 'boolean' },
      },
      {
        required: [],
        rules: [{ anyOf: [{ required: ['opinion', 'grounds', 'answerBy'] }, { required: ['reply'] }] }],
      },
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
    { reply: '经研究采纳该意见，已启动暂停程序。', decision: 'ACCEPTED', closes: true },
  ],
};
