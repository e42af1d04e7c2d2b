import {
  cardColours,
  clauseDirections,
  ladderActions,
  ladderTargets,
  messageKinds,
  profileParts,
  receiptTypes,
  type LadderStep,
} from '#base/contracts';
import { z } from 'zod';
import { day, departmentText, limit, name, positiveLimit, region, slug } from './document-fields.js';

const ladderStep = z
  .strictObject({
    before: limit.optional(),
    after: limit.optional(),
    action: z.enum(ladderActions),
    target: z.enum(ladderTargets),
    colour: z.enum(cardColours).nullable().default(null),
  })
  .refine((step) => step.before === undefined || step.after === undefined, '只能写 before 或 after 之一')
  .transform(({ before, after, ...rest }): LadderStep => {
    const { amount, unit } = before ?? after ?? { amount: 0, unit: 'workingDay' };
    if (amount === 0) return { offset: 0, unit: 'workingDay', ...rest };
    return { offset: before === undefined ? amount : -amount, unit, ...rest };
  });

const required = {
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
const optional = {
  direction: z.enum(clauseDirections),
  targets: z.array(departmentText).min(1),
  materials: z.array(name),
  ladder: z.array(ladderStep).min(1).max(20),
  support: name.nullable(),
};
const terms = z.strictObject({ ...required, ...optional }).partial();

const clause = terms.extend({
  id: z.string().min(1).max(80).optional(),
  item: slug,
  version: z.int().min(1).default(1),
  boundary: z.string().trim().min(1).max(1000),
  note: name.nullable().default(null),
});

/** 审管衔接备忘录; a clause takes what it does not say from the terms, and one of them must say it. */
export const memorandum = z
  .strictObject({
    document: z.literal('memorandum'),
    id: slug.or(z.string().regex(/^\d{6}-[a-z0-9-]+$/, '应为小写编号')),
    title: name,
    region,
    approval: slug,
    supervision: z.strictObject({ region, department: slug }),
    signedOn: day,
    terms: terms.default({}),
    clauses: z.array(clause).min(1),
  })
  .superRefine((document, context) => {
    for (const key of termKeys)
      for (const [index, held] of document.clauses.entries())
        if (held[key] === undefined && document.terms[key] === undefined)
          context.addIssue({
            code: 'custom',
            path: ['clauses', index, key],
            message: '缺少该项，通用约定中也没有',
          });
  });

const termKeys = [
  'kind',
  'profile',
  'claimMode',
  'claimWithin',
  'receipts',
  'answerWithin',
  'urgeBefore',
  'from',
  'to',
] as const satisfies readonly (keyof typeof required)[];

export type MemorandumDocument = z.infer<typeof memorandum>;
