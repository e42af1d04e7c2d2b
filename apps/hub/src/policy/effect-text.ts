import type { ChangedHands, ChangedMessages, PolicyEffect, TouchedWork } from '#libs/catalogue';
import { table } from '../output/table.js';
import { titleOf } from '../words.js';

const changes = { added: '新增', changed: '改动', removed: '移除' } as const;
const turns: Readonly<Record<ChangedMessages['change'], string>> = {
  gains: '开始收到',
  loses: '不再收到',
  terms: '约定改变',
};

/** What approving a draft would change, in tables; parts in which nothing changes say so. */
export function effectText({ papers, hands, messages, touched }: PolicyEffect): string {
  return [
    `文件：${papers.map(({ paper, change }) => `${changes[change]} ${paper}`).join('，') || '没有变化'}`,
    part('事项易手', ['区划', '事项', '去向', '日期'], hands.map(handRow)),
    part('部门消息', ['部门', '变化', '消息', '区划', '事项', '条款'], messages.map(messageRow)),
    part('涉及的在办工作', ['区划', '事项', '在办件', '未完成的投递'], touched.map(workRow)),
    '已按旧条款发出的消息及其时限不受影响。',
  ].join('\n\n');
}

function part(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `${title}：没有变化`;
  const heads = columns.map((column) => ({ title: column }));
  return `${title}：${rows.length} 项\n${table(heads, rows)}`;
}

function handRow({ region, name, to, on }: ChangedHands): readonly string[] {
  return [region, name, to === 'bureau' ? '划转行政审批服务局' : '退回原部门', on ?? '批准即生效'];
}

function messageRow({ department, change, kind, region, name, clause }: ChangedMessages): readonly string[] {
  return [department, turns[change], titleOf(kind), region, name, clause];
}

function workRow({ region, name, openCases, openDeliveries }: TouchedWork): readonly string[] {
  return [region, name, String(openCases), String(openDeliveries)];
}
