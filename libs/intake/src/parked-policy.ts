import { z } from 'zod';
import { positive } from './duration-schema.js';

const count = z
  .int('应为整数')
  .min(1, '至少 1 条')
  .max(10_000, '至多 10000 条')
  .transform((waitAtMost) => ({ waitAtMost, waitAtMostMs: null }));
const time = positive.transform((waitAtMostMs) => ({ waitAtMost: null, waitAtMostMs }));

/** `parked` of a source or stream: what later records do while an earlier one of their case is parked, and for how many or how long. */
export const parkedSchema = z
  .strictObject({
    laterOfSameKey: z.enum(['wait', 'pass']),
    waitAtMost: z.union([count, time], { error: '应写条数（如 100）或时长（如 2h）' }).prefault(100),
  })
  .transform(({ laterOfSameKey, waitAtMost }) => ({ laterOfSameKey, ...waitAtMost }))
  .readonly();
