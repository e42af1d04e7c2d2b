import type { Mapper } from './mapper.js';

/** How a table's columns and a mapping's meet. */
export interface ColumnComparison {
  /** In the table, read by no rule and not left out on purpose. */
  readonly unmapped: readonly string[];
  /** Read by a rule, not in the table. */
  readonly absent: readonly string[];
}

/** Compares a table's columns with what a mapper reads; upper and lower case are the same. */
export function compareColumns(mapper: Mapper, columns: readonly string[]): ColumnComparison {
  const upper = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.map((name) => name.toUpperCase()));
  const known = upper([...mapper.columns, ...Object.keys(mapper.ignored)]);
  const present = upper(columns);
  return {
    unmapped: columns.filter((column) => !known.has(column.toUpperCase())),
    absent: mapper.columns.filter((column) => !present.has(column.toUpperCase())),
  };
}
