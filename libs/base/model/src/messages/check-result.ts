import {
  code,
  day,
  document,
  fields,
  requiredWhen,
  text,
  type JsonSchema,
  type MessageSchema,
} from './schema.js';
import { grantingCases, holder, licence, supervisionRecord } from './subjects.js';

/** The fields of an inspection's outcome; an `answered` receipt may carry the same. */
export const checkResultBody: JsonSchema = fields(
  '检查结果',
  {
    inspectedOn: day('检查日期'),
    result: code('检查结果', { CONFORMING: '符合', MOSTLY_CONFORMING: '基本符合', NOT_CONFORMING: '不符合' }),
    treatment: code('处理意见', {
      PASSED: '通过',
      RECTIFY: '限期整改',
      ENFORCEMENT: '移交执法',
      NOT_STATED: '来源未载明',
    }),
    rectifyBy: day('整改期限'),
    explanation: text('说明', 2000),
    licence,
    holder,
    cases: grantingCases,
    record: supervisionRecord,
  },
  {
    required: ['inspectedOn', 'result', 'treatment', 'explanation'],
    rules: [requiredWhen('treatment', 'RECTIFY', ['rectifyBy'])],
  },
);

/** 检查结果: what a supervisor found on site. */
export const checkResult: MessageSchema = {
  schema: document('check-result', checkResultBody),
  examples: [
    {
      inspectedOn: '2026-11-23',
      result: 'MOSTLY_CONFORMING',
      treatment: 'RECTIFY',
      rectifyBy: '2026-12-07',
      explanation: '现场围挡不完整，已责令限期整改。',
      licence: { name: '建筑工程施工许可证', number: '370811202611200101' },
      holder: { name: '济宁示例建设有限公司', id: '91370800MA00000001' },
    },
    { inspectedOn: '2026-11-23', result: 'CONFORMING', treatment: 'PASSED', explanation: '与许可内容一致。' },
  ],
};
