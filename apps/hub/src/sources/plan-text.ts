import { titleOf } from '../words.js';
import type { Difference } from './plan.js';

const kinds: Readonly<Record<Difference['kind'], string>> = {
  added: '新增',
  changed: '变更',
  returned: '重新出现',
  removed: '移除',
};

/** A plan as a person reads it, source by source. */
export function planText(plan: readonly Difference[]): string {
  return plan
    .map((each) => [headline(each), ...details(each).map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

function headline({ kind, source, name, version, state }: Difference): string {
  const running = version === null ? '将成为草稿' : `运行的是第 ${version} 版，${titleOf(state)}`;
  return `${kinds[kind]} ${source} ${name}（${running}）`;
}

function details({
  kind,
  fields,
  streamsAdded,
  streamsRemoved,
  restarted,
  affected,
}: Difference): readonly string[] {
  const names = affected.map(({ region, department, name }) => `${region}.${department} ${name}`).join('、');
  return [
    ...(kind === 'removed' ? ['将退役：不再读取，保留历史'] : []),
    ...(kind === 'returned' ? ['将回到草稿，须重新检查、预览、启用'] : []),
    ...fields.map(({ field, before, after }) => `${field}：${before ?? '（无）'} → ${after ?? '（无）'}`),
    ...listed('新增数据流', streamsAdded),
    ...listed('移除数据流', streamsRemoved),
    ...listed('游标作废、将从头读取的数据流', restarted),
    `涉及部门（按现行条款会收到其办件消息）：${names === '' ? '无' : names}`,
  ];
}

function listed(title: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${title}：${names.join('、')}`];
}
