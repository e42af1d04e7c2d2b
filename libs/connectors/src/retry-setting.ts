import { z } from 'zod';
import { count, duration } from './setting-schema.js';

/** `retry` of a source that is asked over HTTP. */
export const retrySchema = z
  .strictObject({
    attempts: count.max(10, '不超过 10').default(4).meta({ title: '一个请求最多试几次' }),
    wait: duration.prefault('500ms').meta({ title: '第一次重试前的等待，之后加倍' }),
    longest: duration.prefault('30s').meta({ title: '最长等待，Retry-After 超过它就交回轮询' }),
  })
  .prefault({});
