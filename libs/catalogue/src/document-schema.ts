import { codeSystems, messageKinds, profileParts, receiptTypes } from '#base/contracts';
import { z } from 'zod';
import { isDay } from './day-runs.js';
import { parseTimeLimit } from './time-limit.js';

const day = z.string().refine(isDay, '应为日期，例如 2024-03-01');
const region = z.string().regex(/^\d{6}$/, '应为加引号的六位行政区划代码');
const name = z.string().trim().min(1).max(200);
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '应为小写字母、数字与连字符');
const yearRun = z.string().regex(/^\d{2}-\d{2}(\.\.\d{2}-\d{2})?$/, '应为 月-日 或 月-日..月-日');
const dayRun = z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$/, '应为日期或 起..止');

const limit = z.string().transform((text, context) => {
  const parsed = parseTimeLimit(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: '应为时限，例如 2工作日、3自然日、4小时、30分钟' });
  return z.NEVER;
});
const positiveLimit = limit.refine((parsed) => parsed.amount > 0, '时限应大于零');

const codes = z.partialRecord(z.enum(codeSystems), z.string().min(1).max(50));
const taskCodes = {
  nationalTaskCode: z.string().min(1).max(50).optional(),
  localTaskCode: z.string().min(1).max(50).optional(),
};

const department = z.strictObject({
  document: z.literal('department'),
  region,
  department: slug,
  name,
  uscc: z.string().length(18),
  role: z.enum(['approval', 'supervision']),
  partitions: z.int().min(1).max(64),
  liaison: name,
});

const items = z.strictObject({
  document: z.literal('items'),
  title: name,
  items: z.array(z.strictObject({ code: slug, name, codes, linked: z.array(slug).default([]) })).min(1),
});

const transferList = z.strictObject({
  document: z.literal('transfer-list'),
  region,
  title: name,
  publishedOn: day,
  from: day,
  items: z
    .array(
      z.strictObject({ item: slug, ...taskCodes, from: day.optional(), to: day.nullable().default(null) }),
    )
    .min(1),
  retained: z.array(z.strictObject({ item: slug, ...taskCodes, reason: name })).default([]),
});

const terms = {
  kind: z.enum(messageKinds),
  profile: z.array(z.enum(profileParts)).min(1),
  claimMode: z.enum(['explicit', 'onDelivery']),
  claimWithin: positiveLimit,
  receipts: z.array(z.enum(receiptTypes)).min(1),
  answerWithin: positiveLimit.nullable(),
  urgeBefore: limit,
  from: day,
  to: day.nullable(),
};

const memorandum = z.strictObject({
  document: z.literal('memorandum'),
  id: slug.or(z.string().regex(/^\d{6}-[a-z0-9-]+$/, '应为小写编号')),
  title: name,
  region,
  approval: slug,
  supervision: z.strictObject({ region, department: slug }),
  signedOn: day,
  terms: z.strictObject(terms),
  clauses: z
    .array(
      z
        .strictObject(terms)
        .partial()
        .extend({
          id: z.string().min(1).max(80).optional(),
          item: slug,
          version: z.int().min(1).default(1),
          boundary: z.string().trim().min(1).max(1000),
          note: name.nullable().default(null),
        }),
    )
    .min(1),
});

const calendar = z.strictObject({
  document: z.literal('calendar'),
  version: z.string().min(1).max(40),
  publishedFrom: day,
  publishedUntil: day,
  regions: z.array(z.strictObject({ region, off: z.array(dayRun), work: z.array(dayRun) })),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ off: z.array(yearRun), work: z.array(yearRun) }),
  ),
});

/** Every form a policy document may have, told apart by its `document` line; unknown keys are errors. */
export const documentSchema = z.discriminatedUnion('document', [
  department,
  items,
  transferList,
  memorandum,
  calendar,
]);

export type DepartmentDocument = z.infer<typeof department>;
export type ItemsDocument = z.infer<typeof items>;
export type TransferListDocument = z.infer<typeof transferList>;
export type MemorandumDocument = z.infer<typeof memorandum>;
export type CalendarDocument = z.infer<typeof calendar>;
