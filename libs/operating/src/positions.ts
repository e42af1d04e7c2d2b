import type { Transactions } from '#base/contracts';
import { settleChanges, writeAudit } from '#base/postgres';

/** Who settles what became of a topic's positions, and why. */
export interface PositionDecision {
  readonly topic: string;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/** Takes note that a topic's positions changed and nothing more is to be done; answers how many changes were open. */
export function acceptPositions(database: Transactions, decision: PositionDecision): Promise<number> {
  const { topic, by, why, at } = decision;
  return database.transaction(async (tx) => {
    const settled = await settleChanges(tx, topic, { by, why, at });
    const detail = { settled, why };
    if (settled > 0) await writeAudit(tx, { at, by, action: 'positions.accept', subject: topic, detail });
    return settled;
  });
}
