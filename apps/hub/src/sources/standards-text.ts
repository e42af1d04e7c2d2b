import type { PlannedStandard } from '#libs/standards';
import { table } from '../output/table.js';

const kinds: Readonly<Record<PlannedStandard['kind'], string>> = {
  added: '新增',
  changed: '变更',
  removed: '移除',
};

/** Changed mapping documents as a person reads them: rule by rule and code by code, and what they concern. */
export function standardsText(standards: readonly PlannedStandard[]): string {
  return standards
    .map((each) => [headline(each), rules(each), concerned(each)].filter((part) => part !== '').join('\n'))
    .join('\n\n');
}

function headline({ kind, name, path, version }: PlannedStandard): string {
  const running = version === null ? '尚未生效' : `生效的是第 ${version} 版`;
  return `${kinds[kind]} 映射文件 ${name}（${path}，${running}）`;
}

function rules({ rules: changed }: PlannedStandard): string {
  if (changed.length === 0) return '';
  return table(
    ['规则或代码', '原来', '改为'].map((title) => ({ title })),
    changed.map(({ rule, before, after }) => [rule, before ?? '（无）', after ?? '（无）']),
  );
}

function concerned({ touched, kind }: PlannedStandard): string {
  if (touched.length === 0) return '  没有数据源使用它';
  const lines = touched.map(({ source, records, parked, codes }) => {
    const added = codes === 0 ? '' : `，另有补充的代码 ${codes} 个照常有效`;
    return `  涉及 ${source}：已归一 ${records} 条保持原映射，隔离中 ${parked} 条可在应用后放行重试${added}`;
  });
  return kind === 'removed' ? [...lines, '  移除后这些数据源的新记录都会隔离'].join('\n') : lines.join('\n');
}
