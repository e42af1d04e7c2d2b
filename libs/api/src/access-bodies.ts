import { z } from 'zod';
import { rightTitles, roles, type Right } from '#base/contracts';
import { text } from './query-schemas.js';

const password = z.string().min(1).max(200);
const why = z.string().min(1).max(500);
const place = {
  role: z.enum(roles),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default(null),
  department: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .nullable()
    .default(null),
};

/** Signing in with a password. */
export const signInBody = z.strictObject({ name: text, password });
const ownOrigin = 'https://hub.invalid';

/** Whether a browser that is sent there stays with the hub: a path, and nothing that is read as another server's address. */
function staysHere(path: string): boolean {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return false;
  return URL.parse(path, ownOrigin)?.origin === ownOrigin;
}

/** Where to go on after signing in by the identity provider: a path of the hub's own address. */
export const beginQuery = z.strictObject({
  return: z
    .string()
    .max(500)
    .refine(staysHere, 'return 须为本枢纽地址下的路径，以一个 / 开头。')
    .nullable()
    .default(null),
});
/** What comes back from the identity provider; it may say more than the hub looks at. */
export const callbackQuery = z.looseObject({
  state: z.string().min(1).max(200),
  code: z.string().max(2000).optional(),
  error: z.string().max(200).optional(),
});
/** Who somebody is at the identity provider. */
export const linkBody = z.strictObject({ subject: z.string().min(1).max(255) });
/** One's own new password. */
export const newPasswordBody = z.strictObject({ before: password, after: password });
/** A new account; the hub makes its first password and answers it once. */
export const accountBody = z.strictObject({ name: text, title: text, ...place });
/** Why something is taken from somebody. */
export const reasonBody = z.strictObject({ why });
/** A new token for a machine; without rights it has all of its role. */
export const tokenBody = z.strictObject({
  title: text,
  ...place,
  rights: z
    .array(z.enum(Object.keys(rightTitles) as [Right, ...Right[]]))
    .min(1)
    .optional(),
  days: z.number().int().min(1).max(366).default(90),
});
/** Which lines of the journal; `before` is the time of the last line of the page before. */
export const journalQuery = z.strictObject({
  actor: text.nullable().default(null),
  subject: text.nullable().default(null),
  denied: z.enum(['true', 'false']).default('false'),
  before: z.iso.datetime({ offset: true }).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
