import { z } from 'zod';
import { apiKey, apiKeySchema } from './api-key.js';
import { basic, basicSchema } from './basic.js';
import { hmac, hmacSchema } from './hmac.js';
import { jining, jiningSchema } from './jining.js';
import { oauth2, oauth2Schema } from './oauth2.js';
import { sharingPlatform, sharingPlatformSchema } from './sharing-platform.js';
import { fixedSignature, type Signature, type SignatureParts } from './signature.js';
import { sortedDigest, sortedDigestSchema } from './sorted-digest.js';

/** Every way of signing, told apart by `kind`. */
export const signatureSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none').meta({ title: '不签名' }) }),
    basicSchema,
    apiKeySchema,
    oauth2Schema,
    sharingPlatformSchema,
    jiningSchema,
    hmacSchema,
    sortedDigestSchema,
  ],
  { error: '应为 none、basic、apiKey、oauth2、sharingPlatform、jining、hmac 或 sortedDigest' },
);

/** Opens the signature that the settings name. */
export function openSignature(settings: z.output<typeof signatureSchema>, parts: SignatureParts): Signature {
  switch (settings.kind) {
    case 'none':
      return fixedSignature((draft) => draft);
    case 'basic':
      return basic(settings, parts);
    case 'apiKey':
      return apiKey(settings, parts);
    case 'oauth2':
      return oauth2(settings, parts);
    case 'sharingPlatform':
      return sharingPlatform(settings, parts);
    case 'jining':
      return jining(settings, parts);
    case 'hmac':
      return hmac(settings, parts);
    case 'sortedDigest':
      return sortedDigest(settings, parts);
  }
}
