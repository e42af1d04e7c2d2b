import { attachments, exampleAttachment } from './attachments.js';
import { code, day, document, fields, requiredWhen, text, type MessageSchema } from './schema.js';

/** 书面意见请求: an item is finally decided by a national body or must be recognised outside the province (governing document 二(六)). */
export const writtenOpinionRequest: MessageSchema = {
  schema: document(
    'written-opinion-request',
    fields(
      '书面意见请求',
      {
        purpose: code('用途', { NATIONAL_DECISION: '国家有关部门终审', OTHER_PROVINCE: '省外认可' }),
        addressee: text('提交对象', 200),
        source: text('数据源', 100),
        caseNumber: text('办件编号', 50),
        item: text('事项编码', 50),
        question: text('需认证或说明的内容', 2000),
        answerBy: day('答复期限'),
        attachments,
      },
      { required: ['purpose', 'addressee', 'question', 'answerBy'] },
    ),
  ),
  examples: [
    {
      purpose: 'NATIONAL_DECISION',
      addressee: '国家有关主管部门',
      source: '370800.xzspj.front',
      caseNumber: '370800202611230004',
      item: 'road-hazmat',
      question: '请就企业安全管理条件出具书面意见。',
      answerBy: '2026-12-09',
    },
  ],
};

/** 书面意见答复: the department's signed opinion. */
export const writtenOpinionAnswer: MessageSchema = {
  schema: document(
    'written-opinion-answer',
    fields(
      '书面意见答复',
      {
        conclusion: code('结论', { CONFIRMED: '予以认证', EXPLAINED: '作出说明', REFUSED: '不予认证' }),
        opinion: text('意见', 4000),
        documentNumber: text('文号', 100),
        signedOn: day('签发日期'),
        attachments,
      },
      {
        required: ['conclusion', 'opinion', 'signedOn'],
        rules: [requiredWhen('conclusion', 'CONFIRMED', ['documentNumber'])],
      },
    ),
  ),
  examples: [
    {
      conclusion: 'CONFIRMED',
      opinion: '企业具备相应安全生产管理条件。',
      documentNumber: '济交函〔2026〕12号',
      signedOn: '2026-12-01',
      attachments: [{ ...exampleAttachment, name: '书面意见.pdf' }],
    },
    { conclusion: 'REFUSED', opinion: '企业近期发生事故，暂不予认证。', signedOn: '2026-12-01' },
  ],
};
