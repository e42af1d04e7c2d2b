import { HubError, parseDuration, type PersonalClass } from '#base/contracts';
import { signatureSchema } from '#base/http';
import { readYaml, type TextPosition } from '#base/yaml';
import { z } from 'zod';

/** A definition as an operator keeps it: a YAML file `lookups/<id>.yaml`. */
export interface LookupDocument {
  readonly path: string;
  readonly text: string;
}

const text = z.string({ error: '应为文本（数字请加引号）' }).min(1, '不能为空');
const count = z.int({ error: '应为整数' }).min(1, '应大于零');
const codes = z.array(text).readonly();
const path = z.string().regex(/^\/[^?#]*$/, '应为以 / 开头、不带参数的路径');
const identifier = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/, '应以小写字母开头，只含字母、数字和连字符');
const duration = z.string({ error: '应为时长，例如 30s' }).transform((written, context) => {
  const ms = parseDuration(written);
  if (ms !== null && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: '应为时长，例如 30s' });
  return z.NEVER;
});
const personal = z.enum([
  'name',
  'idNumber',
  'phone',
  'address',
  'email',
  'secret',
] satisfies PersonalClass[]);

const asked = z.strictObject({ title: text, type: z.enum(['uscc', 'idNumber', 'text']), sentAs: text });
const told = z.strictObject({ title: text, at: text, personal: personal.nullable().default(null) });

const definitionSchema = z
  .strictObject({
    document: z.literal('lookup'),
    id: identifier,
    title: text,
    provider: text,
    addressSecret: text,
    path,
    method: z.enum(['GET', 'POST']).default('POST'),
    signature: signatureSchema,
    request: z
      .record(identifier, asked)
      .refine((fields) => Object.keys(fields).length > 0, '至少写一个查询字段'),
    answer: z.strictObject({
      result: z
        .strictObject({
          code: text,
          success: codes.refine((list) => list.length > 0, '至少写一个成功码'),
          notFound: codes.default([]),
          denied: codes.default([]),
          busy: codes.default([]),
        })
        .nullable()
        .default(null),
      record: text,
      fields: z
        .record(identifier, told)
        .refine((fields) => Object.keys(fields).length > 0, '至少写一个应答字段'),
    }),
    keep: duration,
    keepStale: duration,
    rate: z.strictObject({ perMinute: count, perCaller: count }),
    timeout: duration.prefault('5s'),
    breaker: z.strictObject({ failures: count, rest: duration }).prefault({ failures: 3, rest: '30s' }),
  })
  .refine(({ keep, keepStale }) => keepStale >= keep, { path: ['keepStale'], message: '不应短于 keep' });

/** One interface of a national system: how it is asked, what its answer means, how long it is kept, how often it may be asked. Durations are milliseconds. */
export type LookupDefinition = z.output<typeof definitionSchema>;

/** Reads a definition; unknown keys and impossible values throw HUB_LOOKUP_INVALID naming file, line, column and path. */
export function parseLookup(document: LookupDocument): LookupDefinition {
  const yaml = readYaml(document.text);
  if ('broken' in yaml) throw invalid(document, yaml.broken, '', yaml.reason);
  const parsed = definitionSchema.safeParse(yaml.value, { error: z.locales.zhCN().localeError });
  if (!parsed.success) {
    const { path: at, reason } = firstMistake(parsed.error.issues);
    throw invalid(document, yaml.place(at), at.map(String).join('.'), reason);
  }
  const own = /(?:^|\/)([^/]+)\.yaml$/.exec(document.path.replaceAll('\\', '/'))?.[1];
  if (own !== parsed.data.id) throw invalid(document, yaml.place(['id']), 'id', `按文件名应为 ${own ?? ''}`);
  return parsed.data;
}

/** An unknown key comes first: it explains the missing one that it was meant to be. */
function firstMistake(issues: readonly z.core.$ZodIssue[]): {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
} {
  const stranger = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (stranger !== undefined)
    return { path: [...stranger.path, ...stranger.keys.slice(0, 1)], reason: '没有这个设置项' };
  return { path: issues[0]?.path ?? [], reason: issues[0]?.message ?? '' };
}

function invalid(
  { path: file }: LookupDocument,
  { line, column }: TextPosition,
  at: string,
  reason: string,
): HubError {
  const where = at === '' ? '' : ` 的 ${at}`;
  const sentence = `查询接口定义 ${file}:${line}:${column}${where} 有误：${reason}，请改正。`;
  return new HubError('HUB_LOOKUP_INVALID', sentence, { file, line, column, path: at });
}
