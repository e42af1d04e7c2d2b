import { z } from 'zod';
import { idText, text } from './query-schemas.js';

/** Who decides, and why; the audit names both. */
const decision = { by: text, why: z.string().min(1).max(500) };
const ids = z.array(idText).min(1).max(1000);

/** A person's decision about a source: what, who and why. Checks and previews are proven where they run, not claimed here. */
export const transitionBody = z.strictObject({
  event: z.enum(['enable', 'pause', 'resume', 'retire', 'reopen']),
  ...decision,
});

/** A check of a source; `note` moves a draft on where the check finds no fault. */
export const checkBody = z.strictObject({ ...decision, note: z.boolean().default(false) });

/** A look at a few real rows; `note` keeps its digest in the audit as evidence and moves a checked source on. */
export const previewBody = z.strictObject({
  ...decision,
  stream: text.nullable().default(null),
  rows: z.int().min(1).max(50).default(5),
  from: z.iso.datetime({ offset: true }).nullable().default(null),
  note: z.boolean().default(false),
});

/** A part of a stream that is to be read again, by time or by key. */
export const backfillBody = z.strictObject({
  ...decision,
  source: text,
  stream: text,
  range: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('time'),
      from: z.iso.datetime({ offset: true }),
      to: z.iso.datetime({ offset: true }),
    }),
    z.strictObject({ by: z.literal('key'), from: z.string().max(200), to: z.string().max(200) }),
  ]),
  rowsPerSecond: z.int().min(1).max(100_000).default(500),
});

/** A decision that needs nothing but who and why. */
export const decisionBody = z.strictObject(decision);

/** Which parked records are let go: by number, a group, whatever a filter means, or all. */
export const retryBody = z.strictObject({
  ...decision,
  which: z.union([
    z.strictObject({ ids }),
    z.strictObject({ group: text }),
    z.strictObject({
      filter: z
        .strictObject({
          source: text,
          stream: text,
          cause: text,
          code: text,
          field: text,
          case: text,
        })
        .partial()
        .refine((filter) => Object.keys(filter).length > 0),
    }),
    z.strictObject({ all: z.literal(true) }),
  ]),
});

/** Records set aside for good. */
export const discardBody = z.strictObject({ ...decision, ids });

/** Another value for one column of one record. */
export const correctionBody = z.strictObject({ ...decision, field: text, value: z.string().max(4000) });

/** What an unknown code means, as a canonical code. */
export const codeBody = z.strictObject({ ...decision, as: text });

/** An added code, taken back. */
export const dropCodeBody = z.strictObject({
  ...decision,
  source: text,
  stream: text,
  field: text,
  raw: text,
});

/** A held stream, let go on. */
export const fuseBody = z.strictObject({ ...decision, source: text, stream: text });

const value = z.string().min(1).max(65_536);
const grantedBy = z.string().min(1).max(300);
/** The last day, null where no end was agreed. */
const until = z.iso.date().nullable();

/** A secret that a department granted: its value, whose it is, which right it gives, by which clause or letter, until when. The value never comes out again. */
export const secretBody = z.strictObject({
  ...decision,
  value,
  region: z.string().regex(/^\d{6}$/),
  department: z.string().regex(/^[a-z][a-z0-9-]*$/),
  right: z.enum(['account', 'key', 'approval']),
  grantedBy,
  until,
});

/** New terms of a grant; what is left out stays. */
const newTerms = { grantedBy: grantedBy.optional(), until: until.optional() };

/** Another value for a secret, and other terms where they are told. */
export const rotationBody = z.strictObject({ ...decision, value, ...newTerms });

/** Other terms; the value stays. */
export const renewalBody = z
  .strictObject({ ...decision, ...newTerms })
  .refine((body) => body.grantedBy !== undefined || body.until !== undefined, { path: ['until'] });

/** An earlier value, taken up again. */
export const restoreBody = z.strictObject({ ...decision, version: z.int().min(1) });

/** A question to a national system: about whom, for which case and purpose, by whom. */
export const lookupBody = z.strictObject({
  fields: z.record(z.string().max(40), z.string().max(200)),
  case: text,
  purpose: z.string().min(1).max(500),
  by: text,
  reveal: z.boolean().default(false),
});
