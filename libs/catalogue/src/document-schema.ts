import { cleanIdentifier, codeSystems } from '#base/contracts';
import { z } from 'zod';
import { day, name, region, slug } from './document-fields.js';
import { boundaryList, guidanceCatalogue, transferList } from './list-schema.js';
import { memorandum } from './memorandum-schema.js';

const yearRun = z.string().regex(/^\d{2}-\d{2}(\.\.\d{2}-\d{2})?$/, '应为 月-日 或 月-日..月-日');
const dayRun = z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$/, '应为日期或 起..止');
const codes = z.partialRecord(z.enum(codeSystems), z.string().overwrite(cleanIdentifier).min(1).max(50));

const department = z.strictObject({
  document: z.literal('department'),
  region,
  department: slug,
  name,
  uscc: z.string().length(18),
  role: z.enum(['approval', 'supervision']),
  partitions: z.int().min(1).max(64),
  liaison: name,
  liaisons: z.array(z.strictObject({ items: z.array(slug).min(1), liaison: name })).default([]),
  leader: name.nullable().default(null),
});

const items = z.strictObject({
  document: z.literal('items'),
  title: name,
  items: z.array(z.strictObject({ code: slug, name, codes, linked: z.array(slug).default([]) })).min(1),
});

const calendar = z.strictObject({
  document: z.literal('calendar'),
  version: z.string().min(1).max(40),
  publishedFrom: day,
  publishedUntil: day,
  regions: z.array(
    z.strictObject({
      region,
      centre: name.optional(),
      departments: z.array(slug).min(1).optional(),
      off: z.array(dayRun),
      work: z.array(dayRun),
    }),
  ),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ off: z.array(yearRun), work: z.array(yearRun) }),
  ),
});

/** Every form a policy document may have, told apart by its `document` line; unknown keys are errors. */
export const documentSchema = z.discriminatedUnion('document', [
  department,
  items,
  guidanceCatalogue,
  transferList,
  boundaryList,
  memorandum,
  calendar,
]);

export type PolicyForm = z.infer<typeof documentSchema>;
export type DepartmentDocument = z.infer<typeof department>;
export type ItemsDocument = z.infer<typeof items>;
export type CalendarDocument = z.infer<typeof calendar>;
