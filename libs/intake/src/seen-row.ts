import { hash } from 'node:crypto';
import type { CaseNumber } from '#base/contracts';
import type { HashedRow } from './reading.js';

/** A row as remembered for look-backs: its place in time, and digests (32 hex digits) of its key and content. */
export interface SeenRow {
  readonly cursorAt: string;
  readonly rowKey: string;
  readonly hash: string;
}

/** A row as remembered for the next snapshot. */
export interface SnapshotRow {
  readonly key: string;
  readonly caseNumber: CaseNumber;
  readonly hash: string;
}

/** Where rows without a time are remembered. */
export const undatedAt = '-infinity';

/** A row in the form it is remembered and looked up by. */
export function asSeen(row: HashedRow): SeenRow {
  return {
    cursorAt: row.cursorAt?.toISOString() ?? undatedAt,
    rowKey: hash('md5', row.key, 'hex'),
    hash: row.hash,
  };
}

/** A table whose key is not unique after all must not stop its own reading. */
export function withoutTwins(rows: readonly SeenRow[]): readonly SeenRow[] {
  return [...new Map(rows.map((row) => [`${row.cursorAt} ${row.rowKey}`, row])).values()];
}
