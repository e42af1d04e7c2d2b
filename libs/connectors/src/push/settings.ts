import type { SourceDefinition } from '#base/contracts';
import { z } from 'zod';
import { accepted, text } from '../setting-schema.js';

const key = z.strictObject({
  id: z
    .string({ error: '应为文本' })
    .regex(/^[\w.-]{1,64}$/, '只能用字母、数字、点、横线和下划线')
    .meta({ title: '密钥标识，对方写在 x-hub-key 里' }),
  secret: text.meta({ title: '保存签名密钥的密钥名' }),
});

/** `settings` of a source. */
export const sourceSchema = z
  .strictObject({
    digest: z
      .enum(['sha256', 'sm3'], { error: '应为 sha256 或 sm3' })
      .default('sha256')
      .meta({ title: '签名用的摘要算法' }),
    keys: z
      .array(key)
      .min(1, '至少写一个密钥')
      .max(2, '最多两个密钥，更换期间新旧并存')
      .readonly()
      .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, '密钥标识重复')
      .meta({ title: '有效的密钥' }),
  })
  .readonly();

/** `settings` of a stream: there are none. */
export const streamSchema = z.strictObject({}).readonly();

/** What `settings` of a pushed source says, defaults filled in. */
export type PushSettings = z.output<typeof sourceSchema>;

/** Reads a pushed source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readPushSettings(source: SourceDefinition): PushSettings {
  for (const { name, settings } of source.streams)
    accepted(source, `streams.${name}.settings`, streamSchema.safeParse(settings));
  return accepted(source, 'settings', sourceSchema.safeParse(source.settings));
}
