import { createHash } from 'node:crypto';
import type { ParkedTally } from './sql/group-parked.js';

/** What records of one group have in common. */
export type GroupKey = Pick<ParkedTally, 'cause' | 'code' | 'source' | 'stream' | 'field'>;

/** A short name for a group, the same wherever it is computed, so that it can be typed. */
export function groupName({ cause, code, source, stream, field }: GroupKey): string {
  return createHash('sha256')
    .update(JSON.stringify([cause, code, source, stream, field]))
    .digest('hex')
    .slice(0, 8);
}
