import { attachments, exampleAttachment } from './attachments.js';
import {
  code,
  day,
  document,
  fields,
  instant,
  setOf,
  text,
  type JsonSchema,
  type MessageSchema,
} from './schema.js';

/** Whom it concerns: approval bureaus of these regions; without them, the sender's own region. */
const audience: Readonly<Record<string, JsonSchema>> = {
  regions: setOf('所涉行政区划', { title: '行政区划代码', type: 'string', pattern: '^[0-9]{6}$' }),
  items: setOf('所涉事项', text('事项编码', 50)),
};

/** 文件同发: a document about transferred items goes to the approval bureau too (governing document 二(六)). */
export const documentSync: MessageSchema = {
  schema: document(
    'document-sync',
    fields(
      '文件同发',
      {
        title: text('文件标题', 500),
        documentNumber: text('发文字号', 100),
        issuedOn: day('成文日期'),
        issuer: text('发文机关', 200),
        summary: text('内容摘要', 4000),
        ...audience,
        attachments,
      },
      { required: ['title', 'issuedOn', 'issuer', 'summary'] },
    ),
  ),
  examples: [
    {
      title: '关于进一步规范城镇污水排入排水管网许可后续监管的通知',
      documentNumber: '济建字〔2026〕101号',
      issuedOn: '2026-11-20',
      issuer: '济宁市住房和城乡建设局',
      summary: '明确排水户分类和检查频次。',
      regions: ['370800', '370811'],
      items: ['drainage-permit'],
      attachments: [{ ...exampleAttachment, name: '通知正文.pdf' }],
    },
  ],
};

/** 会议培训通知: the approval bureau is told of meetings and trainings, and says whether it attends. */
export const notice: MessageSchema = {
  schema: document(
    'notice',
    fields(
      '会议培训通知',
      {
        type: code('类别', { MEETING: '会议', TRAINING: '培训' }),
        title: text('名称', 500),
        startsAt: instant('开始时间'),
        endsAt: instant('结束时间'),
        place: text('地点', 500),
        content: text('内容', 4000),
        respondBy: day('回复期限'),
        ...audience,
        attachments,
        attending: { title: '是否参加', type: 'boolean' },
        attendees: { title: '参加人数', type: 'integer', minimum: 0, maximum: 10_000 },
        reply: text('回复说明', 1000),
      },
      {
        required: [],
        rules: [
          {
            anyOf: [
              { required: ['type', 'title', 'startsAt', 'place', 'respondBy'] },
              { required: ['attending'] },
            ],
          },
        ],
      },
    ),
  ),
  examples: [
    {
      type: 'TRAINING',
      title: '燃气经营许可审查要点培训',
      startsAt: '2026-12-08T09:00:00+08:00',
      endsAt: '2026-12-08T17:00:00+08:00',
      place: '市政务服务中心三楼会议室',
      content: '讲解新修订的审查细则。',
      respondBy: '2026-12-04',
      items: ['gas-operation'],
    },
    { attending: true, attendees: 2, reply: '由审批二科参加。' },
  ],
};
