import type { Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { setBackfillState } from '../sql/set-backfill-state.js';

/** A person's word about a backfill. */
export interface Steering {
  readonly move: 'stop' | 'resume';
  readonly by: string;
  readonly why: string | null;
  readonly at: Date;
}

/** Stops a backfill at its last chunk, or lets it go on from there, and notes it in the audit. Answers its source, or null when that is not how it stands. */
export async function steerBackfill(
  tx: Tx,
  id: string,
  { move, by, why, at }: Steering,
): Promise<string | null> {
  const subject = await setBackfillState(tx, id, move);
  if (subject === null) return null;
  await writeAudit(tx, { at, by, action: `source.backfill-${move}`, subject, detail: { backfill: id, why } });
  return subject;
}
