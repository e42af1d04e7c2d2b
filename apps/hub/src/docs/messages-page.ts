import { z } from 'zod';
import { eventType, messageKinds } from '#base/contracts';
import { messageSchemas } from '#base/model';

const property = z.looseObject({ title: z.string().optional(), description: z.string().optional() });
const objectSchema = z.looseObject({
  title: z.string(),
  properties: z.record(z.string(), property),
  required: z.array(z.string()),
});

const introduction = `# 消息

由消息定义生成，请勿手工修改。

消息为 CloudEvents 1.0 二进制模式：属性在 Kafka 消息头（\`ce_specversion ce_id ce_type ce_source ce_subject ce_time ce_dataschema content-type\`，
以及 \`ce_deadline ce_receipt ce_supersedes ce_inreplyto traceparent\`），正文为 JSON，按下列模式校验（JSON Schema 2020-12，见 \`docs/schemas/messages\`）。
键为办件编号，同一键内有序；至少投递一次，接收方按 \`ce_id\` 去重。`;

/** The page on messages: every kind with its fields and examples. */
export function messagesPage(): string {
  const kinds = [...messageKinds, 'receipt'] as const;
  return `${[introduction, ...kinds.map(section)].join('\n\n')}\n`;
}

function section(kind: (typeof messageKinds)[number] | 'receipt'): string {
  const { schema, examples } = messageSchemas[kind];
  const { title, properties, required } = objectSchema.parse(schema);
  const rows = Object.entries(properties).map(
    ([name, about]) =>
      `| \`${name}\` | ${about.title ?? ''} | ${required.includes(name) ? '是' : ''} | ${about.description ?? ''} |`,
  );
  return [
    `## ${title} \`${eventType(kind)}\``,
    ['| 字段 | 名称 | 必填 | 说明 |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...examples.map((example) => `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``),
  ].join('\n\n');
}
