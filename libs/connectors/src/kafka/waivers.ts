import type { Waivers } from '../promises.js';

/** Promises that do not apply to topics. */
export const kafkaWaivers: Waivers = {
  waitsOutServerFaults: 'Kafka 没有 HTTP 状态码；服务器中断或不答复见“延迟、重置、截断、慢滴、黑洞”一项。',
  standsClockSkew: '主题按位点读取，服务器也不报时间，双方时钟不起作用。',
};
