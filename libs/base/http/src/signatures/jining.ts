import { z } from 'zod';
import { digestSchema, hexOf, requireDigest } from './digests.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';

/** Jining's way: time, app mark and app word are digested, and the parameters travel inside `txnBodyCom`. */
export const jiningSchema = z.strictObject({
  kind: z.literal('jining').meta({ title: '济宁签名（time、appMark、appWord）' }),
  appMark: z.string().min(1, '不能为空').meta({ title: '应用标识' }),
  appWordSecret: z.string().min(1, '不能为空').meta({ title: '保存应用口令的密钥名' }),
  digest: digestSchema.default('md5').meta({ title: '摘要算法' }),
});

/** Wraps the parameters as `{ txnBodyCom: { sign, params, time, appMark } }`; the stream must use POST with a JSON body. */
export function jining(settings: z.output<typeof jiningSchema>, parts: SignatureParts): Signature {
  requireDigest(parts.source, settings.digest);
  const { appMark } = settings;
  const word = parts.secret(settings.appWordSecret);
  return fixedSignature((draft) => {
    const time = String(parts.clock.now().getTime());
    const sign = hexOf(settings.digest, `${time}${appMark}${word}`);
    const envelope = { txnBodyCom: { sign, params: draft.parameters, time, appMark } };
    return { ...draft, method: 'POST', place: 'json', envelope };
  });
}
