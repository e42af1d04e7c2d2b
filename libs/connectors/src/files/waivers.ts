import type { Waivers } from '../promises.js';

/** Promises that do not apply to files. */
export const filesWaivers: Waivers = {
  waitsOutServerFaults: 'SFTP 和投递目录没有 HTTP 状态码；断线见“延迟、重置、截断、慢滴、黑洞”一项。',
  standsClockSkew: '文件按内容登记，不按时间读取，双方时钟不起作用。',
};
