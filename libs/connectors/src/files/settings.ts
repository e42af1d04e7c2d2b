import { HubError, parseDuration, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: '应为时长，例如 2s' });
  return z.NEVER;
});

const fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, '应为主机密钥指纹，形如 SHA256:…（ssh-keygen -lf 的输出，共 43 位）');

const sftpSchema = z.strictObject({
  kind: z.literal('sftp').meta({ title: 'SFTP 服务器' }),
  secret: z.string().min(1).optional().meta({ title: '密钥名：sftp://账号:口令@主机:端口/目录' }),
  privateKeySecret: z.string().min(1).optional().meta({ title: '密钥名：SSH 私钥' }),
  fingerprint: fingerprint.meta({ title: '主机密钥指纹' }),
  timeout: duration.default(20_000).meta({ title: '多久没有数据算超时' }),
});

const folderSchema = z.strictObject({
  kind: z.literal('folder').meta({ title: '本机投递目录' }),
  path: z.string().startsWith('/', '应为绝对路径').meta({ title: '目录' }),
});

/** `settings` of a source. */
export const sourceSchema = z
  .strictObject({
    place: z
      .discriminatedUnion('kind', [sftpSchema, folderSchema], '应为 sftp 或 folder')
      .meta({ title: '文件在哪里' }),
    maxBytes: z
      .int('应为整数')
      .positive('应大于 0')
      .default(1_073_741_824)
      .meta({ title: '单个文件最大字节数' }),
    ledgerSize: z
      .int('应为整数')
      .min(10, '至少 10')
      .max(20_000, '最多 20000')
      .default(2_000)
      .meta({ title: '台账文件数上限' }),
  })
  .readonly();

const completeSchema = z.discriminatedUnion(
  'by',
  [
    z.strictObject({
      by: z.literal('ok').meta({ title: '另有完成标志文件' }),
      suffix: z.string().min(2).default('.ok').meta({ title: '标志文件的后缀' }),
    }),
    z.strictObject({
      by: z.literal('manifest').meta({ title: '另有清单，写明行数与摘要' }),
      suffix: z.string().min(2).default('.manifest.json').meta({ title: '清单的后缀' }),
    }),
    z.strictObject({
      by: z.literal('stable').meta({ title: '大小和时间几次不变' }),
      looks: z.int().min(2, '至少看 2 次').max(10, '最多看 10 次').default(3).meta({ title: '看几次' }),
      every: duration.default(2_000).meta({ title: '每次相隔' }),
    }),
  ],
  '应为 ok、manifest 或 stable',
);

/** `settings` of a stream. */
export const streamSchema = z
  .strictObject({
    folder: z.string().default('').meta({ title: '子目录' }),
    pattern: z
      .string('应写文件名模式，例如 xuke-*.csv')
      .min(1, '应写文件名模式，例如 xuke-*.csv')
      .meta({ title: '文件名模式' }),
    format: z
      .enum(['csv', 'tsv', 'excel', 'xml', 'jsonl'], '应为 csv、tsv、excel、xml 或 jsonl')
      .meta({ title: '格式' }),
    encoding: z
      .enum(
        ['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'],
        '应为 auto、utf-8、gb18030、utf-16le 或 utf-16be',
      )
      .default('auto')
      .meta({ title: '编码' }),
    headings: z
      .record(z.string().min(1), z.string().min(1), '应为“表头: 字段名”的对照')
      .refine((headings) => Object.keys(headings).length > 0, '至少写一个表头')
      .meta({ title: '表头对照' }),
    optional: z.array(z.string()).default([]).meta({ title: '可以没有的表头' }),
    ignore: z.array(z.string()).default([]).meta({ title: '不读的表头' }),
    headingRows: z
      .union([z.literal(1), z.literal(2)], '应为 1 或 2')
      .default(1)
      .meta({ title: '表头占几行' }),
    types: z
      .record(z.string(), z.enum(['text', 'number', 'date'], '应为 text、number 或 date'))
      .default({})
      .meta({ title: '字段类型' }),
    dateEpoch: z
      .union([z.literal(1900), z.literal(1904)], '应为 1900 或 1904')
      .default(1900)
      .meta({ title: '日期序号起点' }),
    sheet: z.string().min(1).optional().meta({ title: '工作表' }),
    record: z.string().min(1).optional().meta({ title: 'XML 记录元素名' }),
    complete: completeSchema.default({ by: 'stable', looks: 3, every: 2_000 }).meta({ title: '怎样算写完' }),
    report: z
      .enum(['json', 'txt', 'none'], '应为 json、txt 或 none')
      .default('json')
      .meta({ title: '回执报告' }),
  })
  .refine(({ format, record }) => format !== 'xml' || record !== undefined, {
    path: ['record'],
    message: 'XML 要写记录元素名',
  })
  .readonly();

/** What the `settings` of a files source say, checked. */
export type FilesSettings = z.infer<typeof sourceSchema>;
/** What the `settings` of one file family say, checked. */
export type FamilySettings = z.infer<typeof streamSchema>;

/** Reads a source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readFilesSettings(source: SourceDefinition): FilesSettings {
  return parsed(sourceSchema, source.settings, source, ['settings']);
}

/** Reads the `settings` of one stream; throws HUB_SOURCE_INVALID naming the stream and the key. */
export function readFamilySettings(
  source: SourceDefinition,
  name: string,
  settings: unknown,
): FamilySettings {
  return parsed(streamSchema, settings, source, ['streams', name, 'settings']);
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  source: SourceDefinition,
  at: readonly string[],
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...at, ...(issue?.path ?? []), ...unknownKeys].join('.');
  const reason = unknownKeys.length > 0 ? '没有这个设置项' : (issue?.message ?? '');
  throw new HubError(
    'HUB_SOURCE_INVALID',
    `数据源 ${source.id} 的 ${path} 有误：${reason}，请改正数据源定义。`,
    {
      source: source.id,
      path,
    },
  );
}
