import type { CaseNumber } from '#base/contracts';

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
