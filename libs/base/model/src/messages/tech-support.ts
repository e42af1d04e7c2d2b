import { attachments, exampleAttachment } from './attachments.js';
import { code, day, document, fields, instant, requiredWhen, text, type MessageSchema } from './schema.js';

/** The four ways of technical support the governing document names (二(四) 技术支撑). */
export const supportProcedures = {
  SITE_INSPECTION: '现场踏勘',
  TECHNICAL_REVIEW: '技术审查',
  TESTING: '检验检测',
  HEARING: '听证论证',
} as const;

/** 技术支撑请求: the approval bureau asks a department to look, review, test or hear. */
export const techSupportRequest: MessageSchema = {
  schema: document(
    'tech-support-request',
    fields(
      '技术支撑请求',
      {
        procedure: code('办理环节', supportProcedures),
        source: text('数据源', 100),
        caseNumber: text('办件编号', 50),
        item: text('事项编码', 50),
        content: text('请求内容', 2000),
        place: text('地点', 500),
        completeBy: day('完成时限'),
        duty: code('职责', { MAIN: '主办', ASSISTING: '协办' }),
        mainDepartment: text('主办部门', 100),
        attachments,
      },
      { required: ['procedure', 'caseNumber', 'content', 'completeBy'] },
    ),
  ),
  examples: [
    {
      procedure: 'SITE_INSPECTION',
      source: '370800.xzspj.front',
      caseNumber: '370800202611230003',
      item: 'drainage-permit',
      content: '请对排水接驳口位置和预处理设施进行现场踏勘并出具意见。',
      duty: 'MAIN',
      place: '济宁市任城区示例路 1 号',
      completeBy: '2026-12-04',
      attachments: [exampleAttachment],
    },
  ],
};

/** 技术支撑结果: what became of a request; only a completed or declined one answers it. */
export const techSupportResult: MessageSchema = {
  schema: document(
    'tech-support-result',
    fields(
      '技术支撑结果',
      {
        stage: code('进展', {
          SCHEDULED: '已安排',
          EXTENSION: '申请延期',
          COMPLETED: '已完成',
          DECLINED: '不予办理',
        }),
        scheduledAt: instant('安排时间'),
        extendTo: day('延期至'),
        conclusion: code('结论', { PASSED: '符合', FAILED: '不符合', CONDITIONAL: '整改后符合' }),
        explanation: text('说明', 2000),
        attachments,
      },
      {
        required: ['stage', 'explanation'],
        rules: [
          requiredWhen('stage', 'SCHEDULED', ['scheduledAt']),
          requiredWhen('stage', 'EXTENSION', ['extendTo']),
          requiredWhen('stage', 'COMPLETED', ['conclusion']),
        ],
      },
    ),
  ),
  examples: [
    { stage: 'SCHEDULED', scheduledAt: '2026-11-26T09:30:00+08:00', explanation: '由市政科安排两人到场。' },
    { stage: 'EXTENSION', extendTo: '2026-12-11', explanation: '需委托第三方检测，申请延期五个工作日。' },
    {
      stage: 'COMPLETED',
      conclusion: 'PASSED',
      explanation: '接驳口和预处理设施符合要求。',
      attachments: [exampleAttachment],
    },
  ],
};
