import { ownField, visibleLine } from '#base/contracts';

/** Levels of a log line, lowest first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One event, redacted, before it is written. */
export interface LogEvent {
  readonly level: LogLevel;
  readonly at: Date;
  readonly process: string;
  readonly sentence: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

const levelTitles: Readonly<Record<LogLevel, string>> = {
  debug: '调试',
  info: '信息',
  warn: '注意',
  error: '故障',
};
const factTitles: Readonly<Record<string, string>> = {
  source: '来源',
  stream: '数据流',
  case: '办件',
  message: '消息',
  delivery: '投递',
  region: '区划',
  department: '部门',
  topic: '主题',
  partition: '分区',
  offset: '位点',
  code: '代码',
  rows: '行数',
  repeated: '重复',
  records: '记录',
  messages: '消息数',
  kind: '类别',
  group: '消费组',
};

/** The one line a person reads: time, level, process, sentence, and the ids that lead to the details. */
export function terminalLine(event: LogEvent, timeZone: string): string {
  const time = event.at.toLocaleTimeString('zh-CN', { timeZone, hour12: false });
  const facts = Object.entries(event.facts)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${ownField(factTitles, key) ?? key} ${value}`);
  const tail = facts.length === 0 ? '' : `（${facts.join('，')}）`;
  // A sentence with line breaks would pass for several events; one with escape sequences would act on the terminal.
  const line = `${time} ${levelTitles[event.level]} ${event.process} ${event.sentence.replace(/[。\s]*$/, '')}${tail}`;
  return visibleLine(line.replaceAll(/\s*\n\s*/g, ' '));
}
