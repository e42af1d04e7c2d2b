import { ownField, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import { signatureSchema } from '#base/http';
import { z } from 'zod';
import { retrySchema } from '../retry-setting.js';
import { accepted, count, duration, invalidKey, text } from '../setting-schema.js';
import { localFormats } from '../soap/local-time.js';
import { pagingSchema } from './paging.js';

const texts = z.record(z.string(), z.string({ error: '应为文本（数字请加引号）' }));
const codes = z.array(text).readonly().default([]);

/** `settings` of a source. */
export const sourceSchema = z
  .strictObject({
    connection: z.strictObject({ secret: text.meta({ title: '保存服务地址的密钥名' }) }).optional(),
    timeout: duration.prefault('30s').meta({ title: '单次请求时限，含读完应答' }),
    headers: texts.default({}).meta({ title: '固定请求头' }),
    signature: signatureSchema.prefault({ kind: 'none' }).meta({ title: '签名方式' }),
    retry: retrySchema,
    limits: z
      .strictObject({
        responseBytes: count.default(32 * 1024 * 1024).meta({ title: '一次应答的最大字节数' }),
      })
      .prefault({}),
  })
  .readonly();

/** `settings` of a stream. */
export const streamSchema = z
  .strictObject({
    path: text.meta({ title: '路径，接在服务地址之后' }),
    method: z.enum(['GET', 'POST'], { error: '应为 GET 或 POST' }).default('GET').meta({ title: '请求方法' }),
    parameters: texts
      .default({})
      .meta({ title: '参数模板，可用 ${page} ${offset} ${token} ${pageSize} ${from} ${to}' }),
    body: z
      .enum(['json', 'form'], { error: '应为 json 或 form' })
      .default('json')
      .meta({ title: 'POST 的参数格式' }),
    format: z
      .enum(['json', 'xml'], { error: '应为 json 或 xml' })
      .default('json')
      .meta({ title: '应答格式' }),
    records: text.meta({ title: '记录的路径，$ 表示整个应答' }),
    total: text.optional().meta({ title: '总条数的路径' }),
    paging: pagingSchema.prefault({ kind: 'none' }).meta({ title: '分页方式' }),
    window: z
      .strictObject({
        start: z
          .string()
          .regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/, '应写成 2024-01-01 或 2024-01-01 00:00:00')
          .meta({ title: '从何时读起' }),
        width: duration.prefault('1d').meta({ title: '一次请求的时间宽度' }),
        format: z
          .enum(localFormats, { error: `应为 ${localFormats.join('、')} 之一` })
          .default('yyyy-MM-dd HH:mm:ss')
          .meta({ title: '请求里时间的写法' }),
      })
      .optional()
      .meta({ title: '按时间窗读取' }),
    order: z
      .enum(['append', 'newestFirst'], { error: '应为 append 或 newestFirst' })
      .optional()
      .meta({ title: '没有时间窗时列表的次序' }),
    result: z
      .strictObject({
        code: text.meta({ title: '业务返回码的路径' }),
        success: z
          .array(text)
          .readonly()
          .refine((list) => list.length > 0, '至少写一个成功码')
          .meta({ title: '表示成功的返回码' }),
        empty: codes.meta({ title: '表示没有数据的返回码' }),
        retry: codes.meta({ title: '表示稍后再试的返回码' }),
        denied: codes.meta({ title: '表示无权或签名失效的返回码' }),
        refused: codes.meta({ title: '表示请求有误的返回码' }),
      })
      .optional()
      .meta({ title: '业务返回码' }),
  })
  .superRefine((stream, context) => {
    for (const [key, message] of contradictions(stream))
      context.addIssue({ code: 'custom', path: [key], message });
  })
  .readonly();

interface Written {
  readonly parameters: Readonly<Record<string, string>>;
  readonly paging: { readonly kind: string };
  readonly window?: unknown;
  readonly order?: 'append' | 'newestFirst' | undefined;
}

const variableOf: Readonly<Record<string, string>> = { page: 'page', offset: 'offset', token: 'token' };
const known = new Set(['page', 'offset', 'token', 'pageSize', 'from', 'to']);

type Contradiction = readonly [key: string, message: string];

function contradictions(stream: Written): readonly Contradiction[] {
  return [...wrongVariables(stream), ...wrongOrder(stream)];
}

function wrongVariables({ parameters, paging, window }: Written): readonly Contradiction[] {
  const written = Object.values(parameters).flatMap((value) => [...value.matchAll(/\$\{([^}]*)\}/g)]);
  const used = new Set(written.map((match) => match[1] ?? ''));
  const found = [...used].filter((name) => !known.has(name)).map((name) => `没有变量 \${${name}}`);
  const timed = used.has('from') || used.has('to');
  if (timed && window === undefined) found.push('用了 ${from} 或 ${to} 就要写明 window');
  if (window !== undefined && !used.has('from')) found.push('写了 window 就要用到 ${from}');
  const wanted = ownField(variableOf, paging.kind);
  if (wanted !== undefined && !used.has(wanted)) found.push(`这种分页要用到 \${${wanted}}`);
  return found.map((message) => ['parameters', message]);
}

function wrongOrder({ paging, window, order }: Written): readonly Contradiction[] {
  if (window !== undefined) return order === undefined ? [] : [['order', '写了 window 就不要再写 order']];
  const marked = paging.kind === 'token' || paging.kind === 'link';
  if (marked || order !== undefined) return [];
  return [['order', '没有 window 时须说明列表的次序：append 只在末尾增加，newestFirst 新的在前']];
}

/** What `settings` of a REST source says, defaults filled in. */
export type RestSourceSettings = z.output<typeof sourceSchema>;
/** What `settings` of one stream of a REST source says, defaults filled in. */
export type RestStreamSettings = z.output<typeof streamSchema>;

/** Reads a source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readRestSettings(source: SourceDefinition): RestSourceSettings {
  return accepted(source, 'settings', sourceSchema.safeParse(source.settings));
}

/** Reads a stream's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readStreamSettings(source: SourceDefinition, stream: StreamDefinition): RestStreamSettings {
  const at = `streams.${stream.name}`;
  if (stream.mode !== 'cursor') throw invalidKey(source, `${at}.mode`, 'REST 数据流只支持 cursor 模式');
  const settings = accepted(source, `${at}.settings`, streamSchema.safeParse(stream.settings));
  if ((settings.window !== undefined || settings.order === 'newestFirst') && stream.cursor === null) {
    throw invalidKey(source, `${at}.cursor`, '按时间读取会重读一段，须写明记录里的时间字段');
  }
  return settings;
}
