import { z } from 'zod';
import { draftOf, withHeaders } from '../draft.js';
import { restFault } from '../faults.js';
import { textAt } from '../path.js';
import { FetchedKey } from './fetched.js';
import type { Signature, SignatureParts } from './signature.js';

/** Client credentials of RFC 6749 §4.4. */
export const oauth2Schema = z.strictObject({
  kind: z.literal('oauth2').meta({ title: 'OAuth2 客户端凭证' }),
  tokenPath: z.string().min(1, '不能为空').meta({ title: '取令牌的路径，与服务同一主机' }),
  clientId: z.string().min(1, '不能为空').meta({ title: '客户端标识' }),
  clientSecret: z.string().min(1, '不能为空').meta({ title: '保存客户端密钥的密钥名' }),
  scope: z.string().optional().meta({ title: '权限范围' }),
});

/** Fetches a bearer token, keeps it until shortly before its end, fetches anew when it is refused. */
export function oauth2(settings: z.output<typeof oauth2Schema>, parts: SignatureParts): Signature {
  const { source, clock } = parts;
  const key = new FetchedKey(clock, async (signal) => {
    const parameters = {
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      client_secret: parts.secret(settings.clientSecret),
      ...(settings.scope === undefined ? {} : { scope: settings.scope }),
    };
    const draft = draftOf(new URL(settings.tokenPath, parts.base), parameters);
    const document = await parts.ask({ ...draft, method: 'POST', place: 'form' }, signal);
    const value = textAt(document, 'access_token');
    if (value === null || value === '') throw restFault(source, 'shape', { path: 'access_token' });
    const seconds = Number(textAt(document, 'expires_in') ?? Number.NaN);
    const endsAt = Number.isFinite(seconds) ? new Date(clock.now().getTime() + seconds * 1_000) : null;
    return { value, endsAt };
  });
  return {
    sign: async (draft, signal) => withHeaders(draft, { authorization: `Bearer ${await key.value(signal)}` }),
    renew: () => key.drop(),
  };
}
