import type { HashedRow } from '../reading.js';

/** A row with its place in the batch. */
export interface PlacedRow {
  readonly place: number;
  readonly row: HashedRow;
}

/**
 * The rows that say something new. `changed` are those (by position in `rows`) that differ from what was last published of their key; a key that
 * occurs again in the batch is compared with its own forerunner.
 */
export function freshRows(rows: readonly PlacedRow[], changed: ReadonlySet<number>): readonly PlacedRow[] {
  const current = new Map<string, string>();
  return rows.filter(({ row }, position) => {
    const before = current.get(row.key);
    current.set(row.key, row.hash);
    return before === undefined ? changed.has(position) : before !== row.hash;
  });
}

/** The last row of each key. */
export function lastOfEach(rows: readonly PlacedRow[]): readonly HashedRow[] {
  return [...new Map(rows.map(({ row }) => [row.key, row])).values()];
}
