import { hash } from 'node:crypto';
import type { CaseNumber } from '#base/contracts';
import type { HashedRow } from './reading.js';

/** A row as remembered for look-backs: its place in time, and digests (32 hex digits) of its key and content. */
export interface SeenRow {
  readonly cursorAt: string;
  readonly rowKey: string;
  readonly digest: string;
}

/** A row as remembered for the next snapshot; the digest of its content in 32 hex digits. */
export interface SnapshotRow {
  readonly key: string;
  readonly caseNumber: CaseNumber;
  readonly digest: string;
}

/** Where rows without a time are remembered. */
export const undatedAt = '-infinity';

/** A row in the form it is remembered and looked up by. */
export function asSeen(row: HashedRow): SeenRow {
  return {
    cursorAt: row.cursorAt?.toISOString() ?? undatedAt,
    rowKey: hash('md5', row.key, 'hex'),
    digest: digestOf(row),
  };
}

/** A row in the form it is remembered for the next snapshot. */
export function asMet(row: HashedRow): SnapshotRow {
  return { key: row.key, caseNumber: row.caseNumber, digest: digestOf(row) };
}

/** The content hash as the hub's own tables keep it. */
function digestOf(row: HashedRow): string {
  return Buffer.from(row.hash, 'base64url').toString('hex');
}

/** A table whose key is not unique after all must not stop its own reading. */
export function withoutTwins(rows: readonly SeenRow[]): readonly SeenRow[] {
  return [...new Map(rows.map((row) => [`${row.cursorAt} ${row.rowKey}`, row])).values()];
}
