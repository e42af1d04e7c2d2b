import { exerciseLevels } from '#base/contracts';
import { z } from 'zod';
import { day, departmentText, name, region, slug } from './document-fields.js';
import { retainedCauses } from './policy-content.js';

const taskCodes = {
  nationalTaskCode: z.string().min(1).max(50).optional(),
  localTaskCode: z.string().min(1).max(50).optional(),
};

/** What a list says of itself: its version, who adopted it, when it was published, filed and sent to whom. */
const head = {
  region,
  title: name,
  version: z.string().min(1).max(40).default('1'),
  adoptedBy: name.nullable().default(null),
  adoptedOn: day.nullable().default(null),
  publishedOn: day.nullable(),
  filedOn: day.nullable().default(null),
  copiesTo: z.array(name).default([]),
};

/** 指导目录: which items the cities and counties of a province hand over. */
export const guidanceCatalogue = z.strictObject({
  document: z.literal('guidance-catalogue'),
  ...head,
  items: z.array(z.strictObject({ item: slug, levels: z.array(z.enum(exerciseLevels)).min(1) })).min(1),
});

/** 划转清单: what a city or county has handed over, and what it names as not handed over. */
export const transferList = z.strictObject({
  document: z.literal('transfer-list'),
  ...head,
  from: day,
  items: z
    .array(
      z.strictObject({
        item: slug,
        ...taskCodes,
        level: z.enum(exerciseLevels).optional(),
        ownChoice: z.boolean().default(false),
        from: day.optional(),
        to: day.nullable().default(null),
      }),
    )
    .min(1),
  retained: z
    .array(
      z.strictObject({
        item: slug,
        ...taskCodes,
        because: z.enum(retainedCauses).default('other'),
        reason: name,
      }),
    )
    .default([]),
});

/** 职责边界清单: per item who approves, who supervises, who enforces. */
export const boundaryList = z.strictObject({
  document: z.literal('boundary-list'),
  ...head,
  from: day,
  items: z
    .array(
      z.strictObject({
        item: slug,
        approves: departmentText,
        supervises: z.array(departmentText).min(1),
        enforces: z.array(departmentText).min(1),
        standards: departmentText,
        duties: z.string().trim().min(1).max(1000),
        commitment: z.string().trim().min(1).max(1000).nullable().default(null),
        from: day.optional(),
        to: day.nullable().default(null),
      }),
    )
    .min(1),
});

export type GuidanceDocument = z.infer<typeof guidanceCatalogue>;
export type TransferListDocument = z.infer<typeof transferList>;
export type BoundaryListDocument = z.infer<typeof boundaryList>;
