import type { Waivers } from '../promises.js';

/** Promises that do not apply to databases. */
export const databaseWaivers: Waivers = {
  waitsOutServerFaults: '数据库没有 HTTP 状态码；连接和语句的故障见“延迟、重置、截断、慢滴、黑洞”一项。',
};
