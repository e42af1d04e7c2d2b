import { z } from 'zod';
import { draftOf, withHeaders } from '../draft.js';
import { restFault } from '../faults.js';
import { textAt } from '../path.js';
import { hmacOf } from './digests.js';
import { FetchedKey } from './fetched.js';
import type { Signature, SignatureParts } from './signature.js';

/** The national sharing platform: a signing key is fetched with the app key, every request is signed with it. */
export const sharingPlatformSchema = z.strictObject({
  kind: z.literal('sharingPlatform').meta({ title: '国家共享平台签名（先取密钥）' }),
  rid: z.string().min(1, '不能为空').meta({ title: '请求者标识 gjgxjhpt_rid' }),
  sid: z.string().min(1, '不能为空').meta({ title: '服务标识 gjgxjhpt_sid' }),
  appKeySecret: z.string().min(1, '不能为空').meta({ title: '保存 app key 的密钥名' }),
  keyPath: z.string().min(1, '不能为空').meta({ title: '取签名密钥的路径，与服务同一主机' }),
  keyAt: z.string().default('data.secret').meta({ title: '应答里签名密钥的路径' }),
  endAt: z.string().default('data.secretEndTime').meta({ title: '应答里密钥失效时间（毫秒）的路径' }),
});

/** Base64(HMAC-SHA256(key, sid + rid + rtime)) in four headers; the key is fetched first and again when it ends or is refused. */
export function sharingPlatform(
  settings: z.output<typeof sharingPlatformSchema>,
  parts: SignatureParts,
): Signature {
  const { rid, sid } = settings;
  const headers = (key: string): Readonly<Record<string, string>> => {
    const rtime = String(parts.clock.now().getTime());
    return {
      gjgxjhpt_rid: rid,
      gjgxjhpt_sid: sid,
      gjgxjhpt_rtime: rtime,
      gjgxjhpt_sign: hmacOf('sha256', key, `${sid}${rid}${rtime}`, 'base64'),
    };
  };
  const key = new FetchedKey(parts.clock, async (signal) => {
    const draft = draftOf(new URL(settings.keyPath, parts.base));
    const signed = withHeaders(draft, headers(parts.secret(settings.appKeySecret)));
    const document = await parts.ask(signed, signal);
    const value = textAt(document, settings.keyAt);
    if (value === null || value === '') throw restFault(parts.source, 'shape', { path: settings.keyAt });
    const ends = Number(textAt(document, settings.endAt) ?? Number.NaN);
    return { value, endsAt: Number.isFinite(ends) ? new Date(ends) : null };
  });
  return {
    sign: async (draft, signal) => withHeaders(draft, headers(await key.value(signal))),
    renew: () => key.drop(),
  };
}
