import type { HourRange } from '#base/contracts';
import { parseHours } from '#base/pacing';
import { z } from 'zod';
import { positive } from './duration-schema.js';

const rate = z.number('应为数字').positive('应大于零').optional();

const range = z.string('应写成 20:00-07:00').transform((text, context): HourRange => {
  const hours = parseHours(text);
  if (hours !== null) return hours;
  context.addIssue({ code: 'custom', message: `“${text}”不是时段，应写成 20:00-07:00` });
  return z.NEVER;
});
const hours = z.union([z.array(range).min(1, '至少写一段'), range.transform((one) => [one])], {
  error: '应写成 20:00-07:00，或由这样的时段组成的列表',
});

/** `budget` of a source: what the department allows, for every connector alike. */
export const budgetSchema = z
  .strictObject({
    rowsPerSecond: rate.meta({ title: '每秒最多行数' }),
    requestsPerSecond: rate.meta({ title: '每秒最多请求数' }),
    bytesPerSecond: rate.meta({ title: '每秒最多字节数' }),
    connections: z.int('应为整数').min(1, '应大于零').optional().meta({ title: '最多连接数' }),
    hours: hours.optional().meta({ title: '允许读取的时段，按数据源的时区' }),
    longestQuery: positive.optional().meta({ title: '一次查询或请求最长用时' }),
  })
  .transform(({ longestQuery, ...rest }) => ({ ...rest, longestQueryMs: longestQuery }))
  .readonly();
