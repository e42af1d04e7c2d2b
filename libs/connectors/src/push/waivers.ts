import type { Waivers } from '../promises.js';

const sent = '由部门发送，枢纽不去读取，没有页和检查点';

/** Promises that do not apply where a department sends: what the intake on which it does promises stands in its own tests. */
export const pushWaivers: Waivers = {
  resumesAtEveryPage: `${sent}；部门用同一幂等键重发，得到同样的答复。`,
  survivesCuts: '枢纽不连接部门；发送中断后部门用同一幂等键重发，逐条答复收下与否。',
  waitsOutServerFaults: '枢纽不请求部门；枢纽自己忙时答复 429 或 503 和 Retry-After。',
  losesNoLateOrTiedRows: `${sent}；收到即存，早晚与同刻都不影响。`,
  repeatsOnlyTheLastPage: `${sent}；重发的批次按幂等键认出。`,
  keepsToItsBudget: '读取预算中的每秒行数由推送入口执行，超出时答复 429。',
  standsClockSkew: '双方时钟只用于签名时间，相差五分钟以内都收，由推送入口的测试验证。',
  refusesStrangeCursors: `${sent}。`,
};
