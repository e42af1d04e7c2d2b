import { z } from 'zod';
import { Any, Not, type EntityManager } from '#base/postgres';
import { auditEntity } from './entities/audit.entity.js';
import { parkedEntity } from './entities/parked.entity.js';

/** What a person decided about parked records. */
export interface ParkedDecision {
  readonly state: 'releasing' | 'discarded';
  readonly by: string;
  readonly reason: string | null;
  readonly at: Date;
}

const movedRows = z.array(z.object({ id: z.string() }));
const auditBatch = 1000;

// A reply is sent again by its department, a source is read again by itself, a message is sent until it arrives.
const notReleased = ['receipt', 'fetch', 'publish'];

/** Moves rows that are still parked to another state and notes each in the audit; answers the ids that moved. */
export async function moveParked(
  manager: EntityManager,
  ids: readonly string[],
  { state, by, reason, at }: ParkedDecision,
): Promise<readonly string[]> {
  const discards = state === 'discarded';
  const outcome = await manager
    .createQueryBuilder()
    .update(parkedEntity)
    .set({ state, settledBy: by, reason, settledAt: discards ? at : null })
    .where({ id: Any(ids), state: 'parked', cause: Not(Any(discards ? ['publish'] : notReleased)) })
    .returning('id')
    .execute();
  const moved = movedRows.parse(outcome.raw).map(({ id }) => id);
  const action = discards ? 'parked.discard' : 'parked.retry';
  const entries = moved.map((id) => ({ at, actor: by, action, subject: id, detail: { why: reason } }));
  for (let from = 0; from < entries.length; from += auditBatch)
    await manager.insert(auditEntity, entries.slice(from, from + auditBatch));
  return moved;
}
