import type { Queryable } from '#base/contracts';
import { progressOf, type BackfillProgress } from './backfill-progress.js';
import type { SourcesFilter } from './sources-filter.js';
import { selectBackfills, type BackfillRow } from './sql/select-backfills.js';

/** A backfill as people see it: how far it is, how fast it goes and how long it may still take. */
export interface BackfillStatus extends Omit<BackfillRow, 'resumedAt' | 'resumedRows'>, BackfillProgress {}

/** Backfills, the youngest first, as they stand at `now`. */
export async function readBackfills(
  database: Queryable,
  filter: SourcesFilter & { readonly id: string | null },
  now: Date,
): Promise<readonly BackfillStatus[]> {
  const rows = await selectBackfills(database, filter);
  return rows.map(({ resumedAt, resumedRows, ...row }) => ({
    ...row,
    ...progressOf({ ...row, resumedAt, resumedRows }, now),
  }));
}
