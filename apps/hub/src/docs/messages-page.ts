import { z } from 'zod';
import {
  deliveryStates,
  eventType,
  kindRules,
  messageKinds,
  moveDelivery,
  type DeliveryEvent,
  type MessageKind,
  type Party,
  type TimeLimit,
} from '#base/contracts';
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
以及 \`ce_deadline ce_receipt ce_supersedes ce_inreplyto ce_recipient traceparent\`），正文为 JSON，按下列模式校验（JSON Schema 2020-12，见 \`docs/schemas/messages\`）。
键为办件编号，同一键内有序；至少投递一次，接收方按 \`ce_id\` 去重。全部主题的 AsyncAPI 文档见 \`docs/asyncapi.yaml\`。`;

/** The page on messages: every kind with its fields and examples. */
export function messagesPage(): string {
  const kinds = [...messageKinds, 'receipt'] as const;
  return `${[introduction, statesTable(), ...kinds.map(section)].join('\n\n')}\n`;
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
    ...(kind === 'receipt' ? [] : [rulesOf(kind)]),
    ['| 字段 | 名称 | 必填 | 说明 |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...examples.map((example) => `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``),
  ].join('\n\n');
}

const parties: Readonly<Record<Party, string>> = { approval: '审批部门', supervision: '监管部门', hub: '枢纽' };
const addressing = {
  clause: '备忘录条款所定的部门',
  bureau: '所涉行政区划的审批部门；答复则回到所答消息的另一方',
  named: '发送方以 `ce_recipient` 指明、且有备忘录的部门',
} as const;
const receiptTitles = { received: '签收', claimed: '认领', answered: '反馈' } as const;
const units: Readonly<Record<TimeLimit['unit'], string>> = {
  workingDay: '个工作日',
  naturalDay: '个自然日',
  hour: '小时',
  minute: '分钟',
};

function rulesOf(kind: MessageKind): string {
  const rule = kindRules[kind];
  const limits = (['received', 'claimed', 'answered'] as const).flatMap((receipt) => {
    const limit = rule.limits[receipt];
    return limit === undefined ? [] : [`${limit.amount}${units[limit.unit]}内${receiptTitles[receipt]}`];
  });
  const own = rule.answerBy === null ? [] : [`\`${rule.answerBy}\` 当日结束前反馈`];
  const answers = rule.answers.map((answer) => `\`${answer}\``);
  return [
    `- 谁可以发：${rule.senders.map((party) => parties[party]).join('、')}${rule.opens ? '' : '（只作答复）'}`,
    `- 发给谁：${addressing[rule.addressed]}`,
    `- 时限（条款另有约定的从其约定）：${[...limits, ...own].join('，')}`,
    `- 以何作答：${answers.length === 0 ? '只需回执' : `反馈回执，或 ${answers.join('、')}；作答使投递转为 answered`}`,
  ].join('\n');
}

const events: readonly DeliveryEvent[] = ['delivered', 'received', 'claimed', 'answered', 'returned', 'closed', 'cancelled'];

/** Every state and event, as the hub decides it. */
function statesTable(): string {
  const head = `| 状态 | ${events.map((event) => `\`${event}\``).join(' | ')} |`;
  const rows = deliveryStates.map((state) => {
    const cells = events.map((event) => {
      const next = moveDelivery(state, event);
      return next.moved ? `\`${next.state}\`` : '—';
    });
    return `| \`${state}\` | ${cells.join(' | ')} |`;
  });
  const note = '— 表示只记事实、状态不变。推送即认领的投递，送达即发生 `claimed`。逾期是旁注，不是状态。';
  return ['## 投递的状态', [head, `| --- |${' --- |'.repeat(events.length)}`, ...rows].join('\n'), note].join('\n\n');
}
