import type { PositionChange } from './position.js';

/** One sentence for the operator: what is no longer where it was, what the hub does, and what to do. */
export function positionSentence({ topic, partition, kind, from, to }: PositionChange): string {
  const place = `主题 ${topic} 分区 ${partition}`;
  const command = `处理：hub positions，核对后 hub positions accept ${topic} --why <依据>`;
  if (kind === 'lost' && to !== null) {
    return `${place} 位点 ${from} 至 ${to - 1n} 的 ${to - from} 条消息在处理之前已被清除，已从 ${to} 接着处理；${remedyOf(topic)}；${command}`;
  }
  if (kind === 'truncated') {
    return `${place} 的日志退回到位点 ${from}：其后已处理过的消息不在了，新写入的从 ${from} 起照常处理，不当作重复；${command}`;
  }
  return `${place} 已被删除重建：新主题从头处理，不当作重复；旧主题位点 ${from} 起未处理的消息无从读取，${remedyOf(topic)}；${command}`;
}

function remedyOf(topic: string): string {
  return /(^|\.)hub\.raw\./.test(topic)
    ? '需要时从来源补读：hub backfill start <来源> --stream <数据流> --from <时间>'
    : '请该部门核对后重发没有得到处理的回执和来文';
}
