import { contentHash } from '#base/kafka';
import type { EntityManager } from '#base/postgres';
import { auditEntity } from './entities/audit.entity.js';
import { parkedEntity, type Parked } from './entities/parked.entity.js';
import { replaceColumn, type ReplacedColumn } from './replace-column.js';

/** What a person corrects in one record, and why. */
export interface Correction {
  readonly id: string;
  /** The department's own column. */
  readonly column: string;
  readonly value: string;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/** Corrected, or the sentence that says why not. */
export type CorrectionOutcome =
  { readonly corrected: true } | { readonly corrected: false; readonly sentence: string };

/**
 * Corrects one column of a record that is still parked. The record as it was read stays beside the corrected one; the audit names
 * column, person and reason, and neither value.
 */
export async function correctParked(
  manager: EntityManager,
  correction: Correction,
): Promise<CorrectionOutcome> {
  const { id, column, value, by, why, at } = correction;
  const row = await manager.findOne(parkedEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (row === null) return refused(`没有编号为 ${id} 的隔离记录。`);
  const replaced = replaceColumn(row.body ?? '', column, value);
  const problem = problemOf(row) ?? fieldProblem(row, column, replaced);
  if (problem !== null || replaced === null) return refused(problem ?? '');
  await manager.update(
    parkedEntity,
    { id },
    {
      body: replaced.body,
      original: row.original ?? row.body,
      hash: contentHash(Buffer.from(replaced.body)),
      correctedAt: at,
      correctedBy: by,
      correctedFields: withField(row.correctedFields, column),
    },
  );
  const detail = { column, why };
  await manager.insert(auditEntity, { at, actor: by, action: 'parked.correct', subject: id, detail });
  return { corrected: true };
}

function fieldProblem(row: Parked, column: string, replaced: ReplacedColumn | null): string | null {
  if (replaced === null) return '该记录的原始内容不是 JSON 对象，无法更正单个字段；请部门更正后重新报送。';
  if (replaced.before !== null && isKey(row, replaced.before))
    return `字段 ${column} 是办件编号，不能在此更正；请部门更正后重新报送。`;
  if (!isColumn(row, column)) return `该记录没有字段 ${column}；请用 hub parked show ${row.id} 核对字段名。`;
  return null;
}

function withField(before: string | null, column: string): string {
  return [...new Set([...(before?.split('、') ?? []), column])].join('、');
}

function problemOf({ state, cause, id }: Parked): string | null {
  if (state !== 'parked') return `编号 ${id} 的记录已不在隔离中，不能更正。`;
  if (['fetch', 'publish', 'receipt'].includes(cause)) return `编号 ${id} 不是来源的记录，没有字段可更正。`;
  return null;
}

/** The key decides the order of its case and was fixed when the row was read. */
function isKey({ caseNumber }: Parked, before: string): boolean {
  return caseNumber !== null && before.trim().toUpperCase() === caseNumber;
}

/** A column the record has, be it empty, or the one it was parked for. */
function isColumn({ body, field }: Parked, column: string): boolean {
  const parsed: unknown = JSON.parse(body ?? '{}');
  const names = typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : [];
  return [...names, ...(field === null ? [] : [field])].some(
    (name) => name.toUpperCase() === column.toUpperCase(),
  );
}

function refused(sentence: string): CorrectionOutcome {
  return { corrected: false, sentence };
}
