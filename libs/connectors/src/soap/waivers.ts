import type { Waivers } from '../promises.js';

/** Promises that do not apply to SOAP. */
export const soapWaivers: Waivers = {
  waitsOutServerFaults:
    '500 和 429 是可重试的故障，由采集循环退避后重读，不丢行；连接器自身不等待，也不读 Retry-After。',
};
