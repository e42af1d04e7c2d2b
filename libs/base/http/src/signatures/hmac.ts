import { z } from 'zod';
import { printed, withHeaders } from '../draft.js';
import { digestSchema, hexOf, hmacOf, requireDigest } from './digests.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';

const header = z.string().min(1, '不能为空');

/** A keyed digest over method, path, sorted query, body digest, time and nonce, one per line; provincial platforms use it with SM3. */
export const hmacSchema = z.strictObject({
  kind: z.literal('hmac').meta({ title: 'HMAC 签名' }),
  digest: digestSchema.default('sm3').meta({ title: '摘要算法' }),
  appId: z.string().min(1, '不能为空').meta({ title: '应用标识' }),
  keySecret: z.string().min(1, '不能为空').meta({ title: '保存签名密钥的密钥名' }),
  encoding: z
    .enum(['hex', 'base64'], { error: '应为 hex 或 base64' })
    .default('base64')
    .meta({ title: '签名的编码' }),
  headers: z
    .strictObject({
      appId: header.default('x-app-id'),
      time: header.default('x-timestamp'),
      nonce: header.default('x-nonce'),
      sign: header.default('x-signature'),
    })
    .prefault({})
    .meta({ title: '四个请求头的名称' }),
});

/** Signs method, path, query, body, time and nonce. */
export function hmac(settings: z.output<typeof hmacSchema>, parts: SignatureParts): Signature {
  const { digest, headers } = settings;
  requireDigest(parts.source, digest);
  const key = parts.secret(settings.keySecret);
  return fixedSignature((draft) => {
    const { url, body } = printed(draft);
    const query = new URLSearchParams(url.searchParams);
    query.sort();
    const time = String(parts.clock.now().getTime());
    const nonce = parts.nonce();
    const lines = [draft.method, url.pathname, query.toString(), hexOf(digest, body ?? ''), time, nonce];
    return withHeaders(draft, {
      [headers.appId]: settings.appId,
      [headers.time]: time,
      [headers.nonce]: nonce,
      [headers.sign]: hmacOf(digest, key, lines.join('\n'), settings.encoding),
    });
  });
}
