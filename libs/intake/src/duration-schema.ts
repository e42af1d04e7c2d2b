import { parseDuration } from '#base/contracts';
import { z } from 'zod';

/** A duration as an operator writes it, in milliseconds. */
export const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: `“${text}”不是时长，应写成 500ms、1s、10m、2h 或 3d` });
  return z.NEVER;
});

/** One that is not nothing. */
export const positive = duration.refine((ms) => ms > 0, '应大于零');
