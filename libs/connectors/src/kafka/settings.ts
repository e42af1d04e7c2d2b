import type { SourceDefinition, StreamDefinition } from '#base/contracts';
import { z } from 'zod';
import { accepted, duration, invalidKey, text } from '../setting-schema.js';

/** `settings` of a source. */
export const sourceSchema = z
  .strictObject({
    connection: z
      .strictObject({ secret: text.meta({ title: '保存地址的密钥名，kafka://账号:口令@主机:端口' }) })
      .optional(),
    mechanism: z
      .enum(['plain', 'scram-sha-256', 'scram-sha-512'], {
        error: '应为 plain、scram-sha-256 或 scram-sha-512',
      })
      .default('scram-sha-512')
      .meta({ title: '登录方式，地址里没有账号时不用' }),
    tls: z
      .strictObject({
        caSecret: text.optional().meta({ title: '保存对方根证书（PEM）的密钥名，不写用公共根证书' }),
      })
      .optional()
      .meta({ title: '加密连接' }),
    timeout: duration.prefault('15s').meta({ title: '单次请求时限' }),
  })
  .readonly();

const valueType = z
  .string({ error: '应为文本' })
  .regex(
    /^(date|millis|micros|nanos|time|microTime|nanoTime|number|decimal\(\d{1,2}\))$/,
    '应为 date、millis、micros、nanos、time、microTime、nanoTime、number 或 decimal(小数位)',
  );

/** `settings` of a stream. */
export const streamSchema = z
  .strictObject({
    topic: z
      .string({ error: '应为文本' })
      .regex(/^[A-Za-z0-9._-]{1,249}$/, '不是合法的主题名')
      .meta({ title: '主题' }),
    format: z
      .enum(['json', 'debezium'], { error: '应为 json 或 debezium' })
      .default('json')
      .meta({ title: '消息格式：普通 JSON，或 Debezium 变更信封' }),
    record: text.default('$').meta({ title: '记录在 JSON 消息里的路径，$ 表示整个消息' }),
    types: z
      .record(z.string().min(1), valueType)
      .default({})
      .meta({ title: '没有带 schema 的 Debezium 消息里，以编码写的字段的类型' }),
    whenLost: z
      .enum(['stop', 'park'], { error: '应为 stop 或 park' })
      .default('stop')
      .meta({ title: '未读的消息已被对方清除或主题被重建时：停下，或记为一条隔离记录后继续' }),
  })
  .refine(({ format, record }) => format === 'json' || record === '$', {
    path: ['record'],
    message: 'Debezium 信封不写 record',
  })
  .refine(({ format, types }) => format === 'debezium' || Object.keys(types).length === 0, {
    path: ['types'],
    message: '只有 Debezium 信封写 types',
  })
  .readonly();

/** What `settings` of a Kafka source says, defaults filled in. */
export type KafkaSourceSettings = z.output<typeof sourceSchema>;
/** What `settings` of one stream of a Kafka source says, defaults filled in. */
export type KafkaStreamSettings = z.output<typeof streamSchema>;

/** Reads a source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readKafkaSettings(source: SourceDefinition): KafkaSourceSettings {
  return accepted(source, 'settings', sourceSchema.safeParse(source.settings));
}

/** Reads a stream's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readTopicSettings(source: SourceDefinition, stream: StreamDefinition): KafkaStreamSettings {
  const at = `streams.${stream.name}`;
  if (stream.mode !== 'cursor') throw invalidKey(source, `${at}.mode`, 'Kafka 数据流只支持 cursor 模式');
  return accepted(source, `${at}.settings`, streamSchema.safeParse(stream.settings));
}
