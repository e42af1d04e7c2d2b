import { z } from 'zod';
import { brandAs, type DepartmentRef } from '#base/contracts';

const limit = z.coerce.number().int().min(1).max(1000).default(100);

/** A name or code, as people type it. */
export const text = z.string().min(1).max(100);

/** A department of a region, as `370800.zjj`. */
export const departmentText = z.string().regex(/^\d{6}\.[a-z][a-z0-9-]*$/);
/** The same, taken apart. */
export const party = departmentText.transform((name): DepartmentRef => {
  const [region = '', department = ''] = name.split('.');
  return { region: brandAs(region), department: brandAs(department) };
});
/** Six digits of a region. */
export const regionText = z.string().regex(/^\d{6}$/);

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
  region: regionText.nullable().default(null),
});
const day = z.iso.date().nullable().default(null);
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const scope = z.strictObject({
  region: regionQuery.shape.region,
  below: z.enum(['true', 'false']).default('false'),
  department: text.nullable().default(null),
  item: text.nullable().default(null),
  kind: text.nullable().default(null),
});
const period = scope.extend({
  month: month.nullable().default(null),
  from: day,
  to: day,
  dated: z.enum(['push', 'event']).default('push'),
});

/** Figures of the interaction, in groups; days are Beijing's, both inclusive. */
export const figuresQuery = period.extend({
  by: z.enum(['region', 'department', 'item', 'kind', 'month', 'day']).default('department'),
});
/** The deliveries one figure counts. */
export const figureRowsQuery = period.extend({ figure: text, limit });
/** The report of a region's month. */
export const monthlyQuery = scope.extend({ region: regionText, month });
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
