/** What every connector promises, by name, as its page says it. The conformance suite runs each by name. */
export const promises = {
  describesSettings: '每个设置项都有中文标题和默认值，说明页由此生成',
  refusesBadSettings: '不合理的设置在打开之前逐项指名拒绝，没有的设置项也拒绝',
  checksAndExplains: '检查能成功、能失败，失败时用一句话说明原因和下一步',
  resumesAtEveryPage: '从任一页的末尾都能接着读，一行不少',
  survivesCuts: '延迟、重置、截断、慢滴、黑洞都不丢行，也不会无限等待',
  waitsOutServerFaults: '对方答复 500 或 429 时有限度地等待重试，不丢行',
  losesNoLateOrTiedRows: '同一时刻的行不论怎样分页都读全，晚到的行下一轮读到',
  repeatsOnlyTheLastPage: '中断后重读的不超过最后一页',
  endsWhenDrained: '读完就结束，空的数据流没有行',
  stopsOnTheSignal: '收到停止信号五秒内停下，即使对方没有应答',
  closesWhatItOpened: '关闭后不留连接，出错以后也一样',
  keepsSecrets: '地址、口令、密钥不出现在错误、检查结果和页里',
  keepsToItsBudget: '不超过设定的读取预算',
  standsClockSkew: '双方时钟相差五分钟也不丢行，并如实说出差多少',
  refusesStrangeCursors: '将来的、别处的、损坏的检查点都拒绝，并说明原因',
} as const;

/** The name of a promise. */
export type PromiseName = keyof typeof promises;

/** Promises that do not apply to a kind of source, each with the reason that its page shows. */
export type Waivers = Readonly<Partial<Record<PromiseName, string>>>;
