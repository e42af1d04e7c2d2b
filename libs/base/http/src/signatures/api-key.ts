import { z } from 'zod';
import { withHeaders, withParameters } from '../draft.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';

/** One fixed key, in a header or a parameter. */
export const apiKeySchema = z.strictObject({
  kind: z.literal('apiKey').meta({ title: '固定密钥' }),
  name: z.string().min(1, '不能为空').meta({ title: '请求头或参数的名称' }),
  in: z
    .enum(['header', 'parameter'], { error: '应为 header 或 parameter' })
    .default('header')
    .meta({ title: '放在请求头还是参数里' }),
  keySecret: z.string().min(1, '不能为空').meta({ title: '保存密钥的密钥名' }),
});

/** Adds the key to every request. */
export function apiKey(settings: z.output<typeof apiKeySchema>, { secret }: SignatureParts): Signature {
  const key = { [settings.name]: secret(settings.keySecret) };
  return fixedSignature((draft) =>
    settings.in === 'header' ? withHeaders(draft, key) : withParameters(draft, key),
  );
}
