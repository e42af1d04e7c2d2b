import { z } from 'zod';
import { withHeaders } from '../draft.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';

/** User name and password of RFC 7617. */
export const basicSchema = z.strictObject({
  kind: z.literal('basic').meta({ title: 'HTTP Basic 账号口令' }),
  username: z.string().min(1, '不能为空').meta({ title: '用户名' }),
  passwordSecret: z.string().min(1, '不能为空').meta({ title: '保存口令的密钥名' }),
});

/** Signs with user name and password. */
export function basic(settings: z.output<typeof basicSchema>, { secret }: SignatureParts): Signature {
  const pair = `${settings.username}:${secret(settings.passwordSecret)}`;
  const authorization = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  return fixedSignature((draft) => withHeaders(draft, { authorization }));
}
