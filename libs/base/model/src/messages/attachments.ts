import { fields, text, type JsonSchema } from './schema.js';

/** Files that belong to a message: each known by its content (SHA-256), fetched from the hub by a signed link. */
export const attachments: JsonSchema = {
  title: '附件',
  type: 'array',
  maxItems: 50,
  items: fields(
    '附件',
    {
      name: text('文件名', 255),
      sha256: { title: '内容摘要（SHA-256，十六进制）', type: 'string', pattern: '^[0-9a-f]{64}$' },
      size: { title: '字节数', type: 'integer', minimum: 1 },
      mediaType: text('媒体类型', 100),
    },
    { required: ['name', 'sha256', 'size', 'mediaType'] },
  ),
};

/** An attachment as it stands in examples. */
export const exampleAttachment = {
  name: '现场踏勘意见.pdf',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  size: 48_213,
  mediaType: 'application/pdf',
} as const;
