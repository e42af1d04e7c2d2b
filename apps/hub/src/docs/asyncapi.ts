import { eventType, kindRules, messageKinds, rawHeaders, receiptTypes, type MessageKind } from '#base/contracts';
import { eventHeaders, partitionCounts } from '#base/kafka';
import { messageSchemas } from '#base/model';
import { stringify } from 'yaml';

type Part = Readonly<Record<string, unknown>>;
type Kind = MessageKind | 'receipt';

const kinds: readonly Kind[] = [...messageKinds, 'receipt'];

/** The AsyncAPI 3.0 document of every topic the hub has: what it sends, what it receives, and who may write which message. */
export function asyncApiDocument(): string {
  return stringify(document(), { lineWidth: 0, aliasDuplicateObjects: false });
}

function document(): Part {
  const toDepartments = messageKinds.map((kind): Kind => kind);
  const fromDepartments = kinds.filter((kind) => writers(kind).length > 0);
  return {
    asyncapi: '3.0.0',
    info: {
      title: '审管互动数据枢纽消息接口',
      version: '1.0.0',
      description:
        '由消息定义生成，请勿手工修改。消息为 CloudEvents 1.0 二进制模式；键为办件编号或线索编号，同一键内有序，至少投递一次，接收方按 ce_id 去重。部门账号只能读本部门的反馈主题、写本部门的来文主题。',
    },
    defaultContentType: 'application/json',
    servers: {
      province: {
        host: 'kafka.example:9093',
        protocol: 'kafka-secure',
        description: '省级平台消息队列，SASL/SCRAM-SHA-512 登录。',
        security: [{ $ref: '#/components/securitySchemes/scram' }],
      },
    },
    channels: {
      feedback: exchange('feedback', '部门的反馈主题：枢纽写，该部门读。', toDepartments),
      reply: exchange('reply', '部门的来文主题：该部门写回执与来文，枢纽读。', fromDepartments),
      raw: rawChannel,
    },
    operations: {
      sendFeedback: operation('send', 'feedback', '向部门投递消息', toDepartments),
      receiveReply: operation('receive', 'reply', '接收部门的回执与来文', fromDepartments),
      sendRaw: operation('send', 'raw', '采集进程发布原始消息', ['raw']),
      receiveRaw: operation('receive', 'raw', '归一进程读取原始消息', ['raw']),
    },
    components: {
      securitySchemes: { scram: { type: 'scramSha512', description: '每个部门一个账号。' } },
      messages: { ...Object.fromEntries(kinds.map((kind) => [kind, message(kind)])), raw: rawMessage },
    },
  };
}

/** Who may write a kind onto a reply topic; a receipt, every recipient. */
function writers(kind: Kind): readonly string[] {
  if (kind === 'receipt') return ['approval', 'supervision'];
  return kindRules[kind].senders.filter((party) => party !== 'hub');
}

function exchange(family: 'feedback' | 'reply', description: string, carried: readonly Kind[]): Part {
  return {
    address: `${family}.{region}.{department}.v1`,
    description,
    parameters: {
      region: { description: '六位行政区划代码（GB/T 2260）', examples: ['370800'] },
      department: { description: '部门代码', examples: ['zjj'] },
    },
    messages: references(carried),
    bindings: { kafka: { partitions: partitionCounts[family], bindingVersion: '0.5.0' } },
  };
}

function operation(action: 'send' | 'receive', channel: string, summary: string, carried: readonly string[]): Part {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    summary,
    messages: carried.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}

function references(names: readonly string[]): Part {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

function message(kind: Kind): Part {
  const { schema, examples } = messageSchemas[kind];
  const { $schema: _dialect, $id: _id, ...payload } = schema;
  return {
    name: eventType(kind),
    title: schema['title'],
    contentType: 'application/json',
    headers: { type: 'object', required: requiredHeaders, properties: headersOf(kind) },
    payload,
    examples: examples.map((body) => ({ payload: body })),
    bindings: { kafka: { key: { type: 'string', description: '办件编号或线索编号' }, bindingVersion: '0.5.0' } },
  };
}

const requiredHeaders = [eventHeaders.specVersion, eventHeaders.id, eventHeaders.type, eventHeaders.source];

function headersOf(kind: Kind): Part {
  const text = (description: string, more: Part = {}): Part => ({ type: 'string', description, ...more });
  return {
    [eventHeaders.specVersion]: text('CloudEvents 版本', { const: '1.0' }),
    [eventHeaders.id]: text('消息编号，去重依据', { maxLength: 128 }),
    [eventHeaders.type]: text('消息类别', { const: eventType(kind) }),
    [eventHeaders.source]: text('发出部门，行政区划.部门'),
    [eventHeaders.subject]: text('办件编号或线索编号'),
    [eventHeaders.time]: text('发出时间', { format: 'date-time' }),
    [eventHeaders.dataSchema]: text('正文模式的标识'),
    [eventHeaders.deadline]: text('最早的期限（RFC 3339），或 no-official-calendar'),
    [eventHeaders.receipt]: text(`应作回执，逗号分隔：${receiptTypes.join('、')}`),
    [eventHeaders.supersedes]: text('所替代的消息编号'),
    [eventHeaders.inReplyTo]: text('所答复的消息编号'),
    [eventHeaders.recipient]: text('新发起的来文所指的收件部门，行政区划.部门'),
    [eventHeaders.traceparent]: text('W3C 追踪标识'),
  };
}

const rawChannel: Part = {
  address: 'hub.raw.{source}',
  description: '一个数据源的原始消息，仅枢纽自身读写。',
  parameters: { source: { description: '数据源', examples: ['370800.zjj.front'] } },
  messages: references(['raw']),
  bindings: { kafka: { partitions: partitionCounts.raw, bindingVersion: '0.5.0' } },
};

const rawMessage: Part = {
  name: 'raw',
  title: '原始消息',
  contentType: 'application/json',
  headers: {
    type: 'object',
    required: [rawHeaders.stream, rawHeaders.standard, rawHeaders.generation, rawHeaders.hash, rawHeaders.readAt],
    properties: Object.fromEntries(Object.values(rawHeaders).map((name) => [name, { type: 'string' }])),
  },
  payload: { type: 'object', title: '来源系统的一行，按其自己的列名', additionalProperties: true },
  bindings: { kafka: { key: { type: 'string', description: '办件编号' }, bindingVersion: '0.5.0' } },
};
