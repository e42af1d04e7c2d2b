import {
  HubError,
  type CheckLine,
  type DeclaredColumn,
  type SourceDefinition,
  type SourceReader,
} from '#base/contracts';
import { compareDeclared, type DeclaredDifference, type readDeclared } from '#libs/intake';

type Agreed = Awaited<ReturnType<typeof readDeclared>>;

/** How the tables are declared now against how they were agreed, one line a difference with the choice it needs; nothing before the first reading. */
export async function declaredLines(
  { streams }: SourceDefinition,
  agreed: Agreed,
  reader: SourceReader,
): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [];
  for (const stream of streams) {
    const known = agreed.find((each) => each.stream === stream.name);
    const now = known === undefined ? null : await declaredNow(() => reader.declared?.(stream));
    if (known === undefined || now === null) continue;
    const subject = `${stream.name} ${stream.table}`;
    const found = compareDeclared(known.columns, now);
    if (found.length === 0)
      lines.push({ subject, verdict: 'ok', sentence: `${now.length} 列的声明与约定一致` });
    for (const difference of found) lines.push({ subject, ...told(difference) });
  }
  return lines;
}

/** A table that cannot be seen is said by the reader's own check. */
async function declaredNow(
  ask: () => Promise<readonly DeclaredColumn[] | null> | undefined,
): Promise<readonly DeclaredColumn[] | null> {
  try {
    return (await ask()) ?? null;
  } catch (thrown) {
    if (thrown instanceof HubError && thrown.code === 'HUB_SOURCE_INVALID') return null;
    throw thrown;
  }
}

function told({
  kind,
  column,
  before,
  after,
  renamedTo,
}: DeclaredDifference): Pick<CheckLine, 'verdict' | 'sentence'> {
  const change = `${wordOf(before)} → ${wordOf(after)}`;
  if (kind === 'additive')
    return { verdict: 'ok', sentence: `新增列 ${column} ${wordOf(after)}，要用就在映射里写上它` };
  if (kind === 'widening')
    return { verdict: 'ok', sentence: `列 ${column} 放宽：${change}，超出映射所限的记录会被隔离` };
  if (kind === 'renamed') {
    const sentence = `列 ${column} 疑似改名为 ${renamedTo ?? ''}，请核实后在映射或 overrides 里改用新列名，再 hub drift accept`;
    return { verdict: 'warning', sentence };
  }
  if (kind === 'missing') {
    return {
      verdict: 'warning',
      sentence: `列 ${column} 已不在表中，请部门恢复；确已取消则接受，映射不再要求它`,
    };
  }
  const what = kind === 'narrowing' ? '收窄' : '改了类型';
  const choice = kind === 'narrowing' ? '请核实内容是否被截断，无妨则接受' : '请核实格式，改映射后接受';
  return { verdict: 'warning', sentence: `列 ${column} ${what}：${change}，${choice}` };
}

function wordOf(column: DeclaredColumn | null): string {
  return column === null ? '无' : `${column.type}${column.nullable ? '' : ' 非空'}`;
}
