import { z } from 'zod';
import { withParameters } from '../draft.js';
import { digestSchema, hexOf, requireDigest } from './digests.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';

const parameter = z.string().min(1, '不能为空');

/** A digest over all parameters sorted by name, with the key at the end: `a=1&b=2&key=…`. */
export const sortedDigestSchema = z.strictObject({
  kind: z.literal('sortedDigest').meta({ title: '按参数排序的摘要签名' }),
  digest: digestSchema.default('md5').meta({ title: '摘要算法' }),
  appId: z.string().min(1, '不能为空').meta({ title: '应用标识' }),
  keySecret: z.string().min(1, '不能为空').meta({ title: '保存签名密钥的密钥名' }),
  upperCase: z.boolean({ error: '应为 true 或 false' }).default(true).meta({ title: '签名是否大写' }),
  parameters: z
    .strictObject({
      appId: parameter.default('appId'),
      time: parameter.default('timestamp'),
      nonce: parameter.default('nonce'),
      sign: parameter.default('sign'),
      key: parameter.default('key'),
    })
    .prefault({})
    .meta({ title: '签名参数的名称' }),
});

/** Adds app id, time, nonce and the digest; empty parameters are left out of it, as departments do. */
export function sortedDigest(
  settings: z.output<typeof sortedDigestSchema>,
  parts: SignatureParts,
): Signature {
  requireDigest(parts.source, settings.digest);
  const names = settings.parameters;
  const key = parts.secret(settings.keySecret);
  return fixedSignature((draft) => {
    const told = {
      [names.appId]: settings.appId,
      [names.time]: String(parts.clock.now().getTime()),
      [names.nonce]: parts.nonce(),
    };
    const signed = Object.entries({ ...draft.parameters, ...told })
      .filter(([name, value]) => value !== '' && name !== names.sign)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`);
    const sign = hexOf(settings.digest, [...signed, `${names.key}=${key}`].join('&'));
    return withParameters(draft, { ...told, [names.sign]: settings.upperCase ? sign.toUpperCase() : sign });
  });
}
