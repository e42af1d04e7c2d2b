import type { SourceDefinition, StreamDefinition } from '#base/contracts';
import { z } from 'zod';
import { retrySchema } from '../retry-setting.js';
import { accepted, count, duration, invalidKey, text } from '../setting-schema.js';
import { localFormats } from './local-time.js';
import { variablesIn, type Template } from './template.js';

const elementName = z.string().regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, '不是合法的 XML 元素名');
const elementPath = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}_][\p{L}\p{N}_-]*)*$/u,
    '应为以点分隔的元素路径，例如 data.rows.row',
  );
const httpUrl = z.url({ protocol: /^https?$/, error: '应为 http 或 https 地址' });
const template: z.ZodType<Template> = z.lazy(() =>
  z.union([z.string(), z.array(template).readonly(), z.record(z.string(), template).readonly()], {
    error: '应为文本或由文本组成的结构（数字请加引号）',
  }),
);

/** `settings` of a source. */
export const sourceSchema = z
  .strictObject({
    connection: z.strictObject({ secret: text.meta({ title: '保存 WSDL 地址的密钥名' }) }).optional(),
    endpoint: httpUrl.optional().meta({ title: '服务地址，WSDL 写的是另一台主机时必填' }),
    version: z.enum(['1.1', '1.2'], { error: '应为 1.1 或 1.2' }).default('1.1').meta({ title: 'SOAP 版本' }),
    timeout: duration.prefault('30s').meta({ title: '单次调用时限' }),
    security: z
      .strictObject({
        username: text.meta({ title: '用户名' }),
        passwordSecret: text.meta({ title: '保存口令的密钥名' }),
        passwordType: z
          .enum(['text', 'digest'], { error: '应为 text 或 digest' })
          .default('digest')
          .meta({ title: '口令明文还是摘要' }),
        timestamp: z.boolean({ error: '应为 true 或 false' }).default(true).meta({ title: '是否带时间戳' }),
      })
      .optional()
      .meta({ title: 'WS-Security 用户名令牌' }),
    header: z
      .strictObject({
        element: elementName.meta({ title: '外层元素名' }),
        namespace: text.optional().meta({ title: '外层元素的命名空间' }),
        values: z.record(elementName, z.string()).meta({ title: '内层元素及其值，例如 rid、sid' }),
      })
      .optional()
      .meta({ title: 'SOAP 头元素' }),
    retry: retrySchema,
    limits: z
      .strictObject({
        responseBytes: count.default(32 * 1024 * 1024).meta({ title: '一次应答的最大字节数' }),
        payloadBytes: count.default(64 * 1024 * 1024).meta({ title: '解压后的最大字节数' }),
      })
      .prefault({}),
  })
  .readonly();

const codes = z.array(text).readonly().default([]);
/** `settings` of a stream. */
export const streamSchema = z
  .strictObject({
    operation: text.meta({ title: '操作名' }),
    port: text.optional().meta({ title: '端口名，WSDL 有多个端口时指定' }),
    arguments: z.record(elementName, template).default({}).meta({ title: '请求参数模板' }),
    payload: z
      .strictObject({
        path: elementPath.optional().meta({ title: '应答里装数据的元素路径' }),
        encoding: z
          .enum(['elements', 'xml', 'gzipXml'], { error: '应为 elements、xml 或 gzipXml' })
          .meta({ title: '载荷：元素、XML 文本（含 CDATA）、GZIP+Base64 的 XML' }),
      })
      .prefault({ encoding: 'elements' })
      .refine(({ path, encoding }) => encoding === 'elements' || path !== undefined, '文本载荷必须写明 path'),
    records: elementPath.meta({ title: '一条记录的元素路径' }),
    whenMissing: z
      .enum(['stop', 'empty'], { error: '应为 stop 或 empty' })
      .default('stop')
      .meta({ title: '应答里没有记录所在的元素、也没有总条数时：停下核对，或视为没有数据' }),
    lists: z.array(elementPath).readonly().default([]).meta({ title: '记录内总按数组给出的元素路径' }),
    result: z
      .strictObject({
        code: elementPath.meta({ title: '业务返回码的路径' }),
        success: z
          .array(text)
          .readonly()
          .refine((list) => list.length > 0, '至少写一个成功码')
          .meta({ title: '表示成功的返回码' }),
        empty: codes.meta({ title: '表示没有数据的返回码' }),
        denied: codes.meta({ title: '表示账号无权的返回码' }),
        refused: codes.meta({ title: '表示请求本身有误的返回码' }),
      })
      .optional(),
    page: z
      .strictObject({
        first: z.int({ error: '应为整数' }).min(0).default(1).meta({ title: '首页页码' }),
        total: elementPath.optional().meta({ title: '总条数的路径' }),
      })
      .optional(),
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
      .optional(),
  })
  .superRefine((stream, context) => {
    const used = variablesIn(stream.arguments);
    const expectUse = (name: string, path: string, wanted: boolean): void => {
      if (used.has(name) === wanted) return;
      const message = wanted ? `写了 ${path} 就要用到 \${${name}}` : `用了 \${${name}} 就要写明 ${path}`;
      context.addIssue({ code: 'custom', path: ['arguments'], message });
    };
    expectUse('from', 'window', stream.window !== undefined);
    expectUse('to', 'window', stream.window !== undefined);
    if (!used.has('offset') || stream.page === undefined)
      expectUse('page', 'page', stream.page !== undefined);
    if (stream.page === undefined) expectUse('offset', 'page', false);
  })
  .readonly();

/** What `settings` of a SOAP source says, defaults filled in. */
export type SoapSourceSettings = z.output<typeof sourceSchema>;
/** What `settings` of one stream of a SOAP source says, defaults filled in. */
export type SoapStreamSettings = z.output<typeof streamSchema>;

/** Reads a source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readSoapSettings(source: SourceDefinition): SoapSourceSettings {
  return accepted(source, 'settings', sourceSchema.safeParse(source.settings));
}

/** Reads a stream's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readStreamSettings(source: SourceDefinition, stream: StreamDefinition): SoapStreamSettings {
  const at = `streams.${stream.name}`;
  if (stream.mode !== 'cursor') throw invalidKey(source, `${at}.mode`, 'SOAP 数据流只支持 cursor 模式');
  const settings = accepted(source, `${at}.settings`, streamSchema.safeParse(stream.settings));
  if (settings.window !== undefined && stream.cursor === null) {
    throw invalidKey(source, `${at}.cursor`, '按时间窗读取会重读一段，须写明记录里的时间元素');
  }
  return settings;
}
