import { z } from 'zod';

const limit = z.coerce.number().int().min(1).max(1000).default(100);

/** A name or code, as people type it. */
export const text = z.string().min(1).max(100);

/** The number of a row, as text: it may be beyond what a JavaScript number holds. */
export const idText = z.string().regex(/^\d{1,18}$/);

/** What the lists may be asked for; `after` is the last id of the page before. */
export const listQuery = z.strictObject({ limit });
export const parkedQuery = z.strictObject({
  source: text.nullable().default(null),
  cause: text.nullable().default(null),
  code: text.nullable().default(null),
  case: text.nullable().default(null),
  after: idText.nullable().default(null),
  limit,
});
export const parkedGroupsQuery = z.strictObject({ source: text.nullable().default(null) });
export const runsQuery = z.strictObject({ source: text.nullable().default(null), limit });
export const driftQuery = z.strictObject({
  source: text.nullable().default(null),
  all: z.enum(['true', 'false']).default('false'),
  limit,
});
export const deliveriesQuery = z.strictObject({
  region: text.nullable().default(null),
  department: text.nullable().default(null),
  overdue: z.enum(['true', 'false']).default('false'),
  limit,
});

/** What departments owe: only what is still owed, unless `settled` asks for all. */
export const deadlinesQuery = deliveriesQuery.extend({
  settled: z.enum(['true', 'false']).default('false'),
  dueBefore: z.iso.datetime({ offset: true }).nullable().default(null),
});
export const regionQuery = z.strictObject({
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default(null),
});
/** Personal data is covered unless it is asked for, with what it is needed for. */
export const caseQuery = z
  .strictObject({
    reveal: z.enum(['true', 'false']).default('false'),
    purpose: z.string().min(4).max(500).nullable().default(null),
  })
  .refine(({ reveal, purpose }) => reveal === 'false' || purpose !== null, { path: ['purpose'] });

export const messageId = z.uuid();
export const draftNumber = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
