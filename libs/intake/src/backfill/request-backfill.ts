import { HubError, type SourceDefinition, type StreamDefinition, type Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { readSource } from '../sql/select-source.js';
import { insertBackfill } from '../sql/insert-backfill.js';
import type { BackfillRequest } from './backfill.js';

/** Asks for a backfill; whoever reads the source works on it, beside the live reading. Answers its id; what cannot be read so is HUB_BACKFILL_INVALID. */
export async function requestBackfill(tx: Tx, request: BackfillRequest): Promise<string> {
  const source = await readSource(tx, request.source);
  if (source === null) throw invalid(request, `枢纽没有数据源 ${request.source}，请先执行 hub setup`);
  const stream = source.streams.find(({ name }) => name === request.stream);
  const reason = stream === undefined ? unknownStream(source) : refusal(stream, request);
  if (reason !== null) throw invalid(request, reason);
  const id = await insertBackfill(tx, request);
  const { by, why, at, source: subject, stream: name, rowsPerSecond } = request;
  const detail = { backfill: id, stream: name, rowsPerSecond, why, ...rangeTexts(request) };
  await writeAudit(tx, { at, by, action: 'source.backfill', subject, detail });
  return id;
}

function rangeTexts({ range }: BackfillRequest): Readonly<Record<string, string>> {
  if (range.by === 'key') return { fromKey: range.from, toKey: range.to };
  return { from: range.from.toISOString(), to: range.to.toISOString() };
}

function unknownStream({ streams }: SourceDefinition): string {
  return `没有这个数据流，有的是 ${streams.map(({ name }) => name).join('、')}`;
}

const otherModes = {
  log: '它跟随变更日志（log），断档时会自己整表补齐，不需要回补',
  snapshot: '它每轮都整表比对（snapshot），不需要回补',
  flag: '它按标志位读取（flag），请由部门清空要补的行的标志',
  push: '它由部门推送（push），请部门重新发送',
} as const;

function refusal(stream: StreamDefinition, { range }: BackfillRequest): string | null {
  const { mode } = stream;
  if (mode !== 'keyset' && mode !== 'cursor') return otherModes[mode];
  if (mode === 'cursor' && range.by === 'key') return '它的连接方式自己记位置（cursor），只能按时间回补';
  return range.from > range.to ? '起点在终点之后' : null;
}

function invalid({ source, stream }: BackfillRequest, reason: string): HubError {
  const where = `数据源 ${source} 的数据流 ${stream}`;
  return new HubError('HUB_BACKFILL_INVALID', `${where} 不能这样回补：${reason}。`, { source, stream });
}
