import { z } from 'zod';
import { departmentText, party, regionText, text } from './query-schemas.js';

const limit = z.coerce.number().int().min(1).max(1000).default(100);
const flag = z.enum(['true', 'false']).default('false');
const by = text;
const bodyFields = z.record(z.string().max(40), z.unknown());

/** The digest of a content, as addresses carry it. */
export const digestText = z.string().regex(/^[0-9a-f]{64}$/);

/** What a file is to be called; its content is the body of the request. */
export const uploadQuery = z.strictObject({ name: z.string().min(1).max(255) });

/** What a signed link carries. */
export const linkQuery = z.strictObject({
  name: z.string().min(1).max(255),
  until: z.string().regex(/^\d{1,15}$/),
  signature: z.string().min(1).max(100),
});

export const documentsQuery = z.strictObject({
  kind: z.enum(['document-sync', 'notice', 'written-opinion-request']).nullable().default(null),
  publisher: departmentText.nullable().default(null),
  recipient: departmentText.nullable().default(null),
  open: flag,
  limit,
});
/** Of the recipients, all or those that have not signed yet. */
export const documentQuery = z.strictObject({ unread: flag });

/** A document, meeting or request for an opinion; `body` is that of its message kind, without audience and attachments. */
export const publicationBody = z.strictObject({
  by,
  kind: z.enum(['document-sync', 'notice', 'written-opinion-request']),
  /** Whose it is; a department's own where it is left out. */
  from: party.optional(),
  to: z.union([
    z.strictObject({ departments: z.array(party).min(1).max(100) }),
    z.strictObject({
      regions: z.array(regionText).max(200).default([]),
      items: z.array(text).max(200).default([]),
    }),
  ]),
  body: bodyFields,
  attachments: z
    .array(z.strictObject({ sha256: digestText, name: z.string().min(1).max(255) }))
    .max(50)
    .default([]),
  item: text.nullable().default(null),
});
export const remindBody = z.strictObject({ by });

const stated = { by, id: z.uuid().optional() };
/** A fact about a message that one's department was sent. A return says why; the same `id` again is a repeat. */
export const receiptBody = z.strictObject({
  ...stated,
  receipt: z.enum(['received', 'claimed', 'returned', 'answered']),
  reason: z.string().min(1).max(1000).optional(),
  answer: bodyFields.optional(),
});
/** An answer to a message by one of its kinds; `body` is that kind's. */
export const replyBody = z.strictObject({ ...stated, kind: text, body: bodyFields });

export const supportQuery = z.strictObject({
  case: text.nullable().default(null),
  department: departmentText.nullable().default(null),
  region: regionText.nullable().default(null),
  all: flag,
  overdue: flag,
  limit,
});
/** Technical support for a case; who owes it by when is the memorandum's, unless it says nothing. */
export const supportBody = z.strictObject({
  by,
  case: text,
  source: text.nullable().default(null),
  procedure: z.enum(['SITE_INSPECTION', 'TECHNICAL_REVIEW', 'TESTING', 'HEARING']),
  content: z.string().min(1).max(2000),
  place: z.string().min(1).max(500).nullable().default(null),
  completeBy: z.iso.date().nullable().default(null),
  main: party.nullable().default(null),
  assisting: z.array(party).max(20).nullable().default(null),
});
/** Whether a department gets more time. */
export const extensionBody = z.strictObject({ by, grant: z.boolean(), why: z.string().min(1).max(500) });
