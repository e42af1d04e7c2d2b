import { supportProcedures } from '#base/model';
import type { AskedSupport, SupportEntry, SupportStage } from '#libs/support';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

const stages: Readonly<Record<SupportStage, string>> = {
  nobody: '未能发出',
  ASKED: '待安排',
  SCHEDULED: '已安排',
  EXTENSION: '申请延期，待答复',
  COMPLETED: '已完成',
  DECLINED: '不予办理',
  returned: '已退回，待改派',
  cancelled: '已取消',
};
const conclusions: Readonly<Record<string, string>> = {
  PASSED: '符合',
  FAILED: '不符合',
  CONDITIONAL: '整改后符合',
};

/** How far a request has come, in a few words. */
export function stageText({ stage, conclusion, overdue }: SupportEntry): string {
  const result = conclusion === null ? '' : `（${conclusions[conclusion] ?? conclusion}）`;
  return `${stages[stage]}${result}${overdue ? '，逾期' : ''}`;
}

/** A request in one line, with its own clock. */
export function supportLine(support: SupportEntry): string {
  const { procedure, main, assisting, dueAt, scheduledAt, endedAt, extendTo, extensionGranted } = support;
  const title = `技术支撑（${supportProcedures[procedure]}）`;
  if (main === null) return `${title}：未能发出，${support.nobodyReason ?? ''}`;
  const helpers = assisting.length === 0 ? '' : `，${assisting.join('、')} 协办`;
  return [
    `${title}：${main} 主办${helpers}，应于 ${timeText(dueAt)} 前完成，${stageText(support)}`,
    ...(scheduledAt === null ? [] : [`安排于 ${timeText(scheduledAt)}`]),
    ...(extendTo === null ? [] : [`申请延期至 ${extendTo}${grantText(extensionGranted)}`]),
    ...(endedAt === null ? [] : [`${timeText(endedAt)} 反馈`]),
  ].join('，');
}

function grantText(granted: boolean | null): string {
  return granted === null ? '' : granted ? '（已准予）' : '（未准予）';
}

/** The requests of a case as its clock counts them: from the request to the result. */
export function askedSupports(supports: readonly SupportEntry[], source: string): readonly AskedSupport[] {
  return supports
    .filter((each) => (each.source ?? source) === source && each.main !== null && each.stage !== 'cancelled')
    .map(({ procedure, askedAt, endedAt }) => ({ procedure, from: askedAt, to: endedAt }));
}

/** Requests as a table. */
export function supportTable(supports: readonly SupportEntry[]): string {
  const titles = ['编号', '办件', '事项', '环节', '主办', '协办', '发出时间', '完成时限', '进展', '说明'];
  return table(
    titles.map((title) => ({ title })),
    supports.map((each) => [
      each.id,
      each.caseNumber,
      each.item ?? '',
      supportProcedures[each.procedure],
      each.main ?? '',
      each.assisting.join('、'),
      timeText(each.askedAt),
      timeText(each.dueAt),
      stageText(each),
      each.explanation ?? each.nobodyReason ?? (each.extendTo === null ? '' : `申请延期至 ${each.extendTo}`),
    ]),
  );
}
