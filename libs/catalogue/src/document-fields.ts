import { z } from 'zod';
import { isDay } from './day-runs.js';
import { parseTimeLimit } from './time-limit.js';

/** A day that exists. */
export const day = z.string().refine(isDay, '应为日期，例如 2024-03-01');
/** A six-digit division code, quoted so that YAML leaves it a text. */
export const region = z.string().regex(/^\d{6}$/, '应为加引号的六位行政区划代码');
/** A title, a name, an office. */
export const name = z.string().trim().min(1).max(200);
/** The hub's own short codes. */
export const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '应为小写字母、数字与连字符');
/** A department of the document's region, or `<region>.<department>`. */
export const departmentText = z
  .string()
  .regex(/^(\d{6}\.)?[a-z][a-z0-9-]{0,39}$/, '应为部门代码，或 区划.部门代码，例如 370800.zjj');

/** A time limit as people write it. */
export const limit = z.string().transform((text, context) => {
  const parsed = parseTimeLimit(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: '应为时限，例如 2工作日、3自然日、4小时、30分钟' });
  return z.NEVER;
});
/** A time limit that leaves time. */
export const positiveLimit = limit.refine((parsed) => parsed.amount > 0, '时限应大于零');
