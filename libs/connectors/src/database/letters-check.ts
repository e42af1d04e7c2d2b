import type { CheckLine } from '#base/contracts';
import { selectList, type Dialect, type Session } from './dialect.js';
import { nameOf, type BytesForm } from './stored-text.js';
import type { StreamPlan } from './stream-plan.js';

const sampled = 500;

interface Found {
  readonly declared: string;
  readonly likely: Map<BytesForm | null, number>;
}

/** Looks whether letters are stored in the bytes their columns declare, in a sample of rows: what to write where they are not. Shows no value. */
export async function checkLetters(
  session: Session,
  dialect: Dialect,
  plan: StreamPlan,
): Promise<readonly (readonly [CheckLine['verdict'], string])[]> {
  const rest = `${selectList(dialect, plan.table)} from ${plan.table.reference}`;
  const statement = { text: dialect.selectFirst(String(sampled), rest), values: [] };
  const doubts =
    session.wireRows === undefined
      ? (await session.rows(statement)).map(plan.doubts)
      : await session.wireRows(statement, plan.doubts);
  const found = new Map<string, Found>();
  for (const { label, declared, likely } of doubts.flat()) {
    const entry = found.get(label) ?? { declared, likely: new Map() };
    entry.likely.set(likely, (entry.likely.get(likely) ?? 0) + 1);
    found.set(label, entry);
  }
  return [...found].map(([label, entry]) => ['fault', sentenceOf(label, entry, doubts.length)]);
}

function sentenceOf(label: string, { declared, likely }: Found, rows: number): string {
  const [[form, count] = [null, 0]] = [...likely].toSorted(([, left], [, right]) => right - left);
  const said = form === null ? '不是该编码能有的' : `像 ${nameOf(form)}`;
  const written = form === null ? '实际的编码' : form;
  return `列 ${label} 声明的编码是 ${declared}，抽样 ${rows} 行中有 ${count} 行的字节${said}，照声明读出是乱码，这些行会被隔离；请与部门核对，在数据流的 settings 写 bytesAre: { ${label}: ${written} }（声明无误则写 latin1）。`;
}
