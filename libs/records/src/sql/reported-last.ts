/** A kind of which several rows may speak of one case, and the column that says when what they state came about. */
export interface Statement {
  readonly at: 'decided_at' | 'accepted_at';
}

/** 办结: one row for each department that decides, or for each later word such as a 作废. */
export const resultStatement: Statement = { at: 'decided_at' };
/** 受理: one row for each department that accepts. */
export const acceptanceStatement: Statement = { at: 'accepted_at' };

/**
 * How rows of one case stand in order, as a list of sort keys: first the one that speaks, which is what stands and was reported last. A row that
 * does not say when it was reported counts by the time of what it states. Versions count rows' own editions, so they come after the time; then the
 * time of reading, and the position, which only compares within one read. Never the row's own id, but to keep rows apart that nothing else does.
 */
export function reportedLast(row: string, { at }: Statement): string {
  return [
    `${row}.removed`,
    ...reporting(row, at).map((key) => `${key} desc nulls last`),
    `${row}.topic desc`,
    `${row}.partition desc`,
    `${row}.record_offset desc`,
    `${row}.row_key desc`,
  ].join(', ');
}

/** Whether two rows were reported and read together, as a condition: which of them was reported last cannot be told. */
export function reportedTogether(one: string, other: string, { at }: Statement): string {
  const keys = (row: string): string => `(${reporting(row, at).join(', ')})`;
  return `${keys(one)} is not distinct from ${keys(other)}`;
}

function reporting(row: string, at: string): readonly string[] {
  return [
    `coalesce(${row}.reported_at, ${row}.${at})`,
    `${row}.revision`,
    `${row}.${at}`,
    `coalesce(${row}.read_at, ${row}.last_seen_at)`,
  ];
}
