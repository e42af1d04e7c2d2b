import { HubError, parseDuration, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';

/** A positive duration, read into milliseconds. */
export const duration = z.string({ error: '应为时长，例如 30s' }).transform((written, context) => {
  const ms = parseDuration(written);
  if (ms !== null && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: '应为时长，例如 30s' });
  return z.NEVER;
});

/** A text that says something. */
export const text = z.string({ error: '应为文本' }).min(1, '不能为空');

/** A number of things. */
export const count = z.int({ error: '应为整数' }).min(1, '应大于零');

/** The settings a schema accepted; throws HUB_SOURCE_INVALID naming the first key it did not. */
export function accepted<T>(source: SourceDefinition, at: string, result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [at, ...(issue?.path ?? []), ...unknown].map(String).join('.');
  throw invalidKey(source, path, unknown.length > 0 ? '没有这个设置项' : (issue?.message ?? ''));
}

/** A setting that cannot be: names source, path and reason. */
export function invalidKey(source: SourceDefinition, path: string, reason: string): HubError {
  const sentence = `数据源 ${source.id} 的 ${path} 有误：${reason}，请改正数据源定义。`;
  return new HubError('HUB_SOURCE_INVALID', sentence, { source: source.id, path, mistake: reason });
}
