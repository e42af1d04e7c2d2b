import type { Clock } from '#base/contracts';
import { writeAudit, type Database } from '#base/postgres';
import { cancelHeld } from './sql/cancel-held.js';
import { decideHold } from './sql/decide-hold.js';
import { releaseHeld } from './sql/release-held.js';
import { selectHolds, type MassHold } from './sql/select-holds.js';

/** What a person decides about a hold. */
export interface HoldDecision {
  readonly id: string;
  readonly decision: 'release' | 'cancel';
  readonly by: string;
  readonly why: string;
}

/** Where a person lets messages about a mass change go, or cancels them for good; the audit has it in the same commit. */
export class MassDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Holds, open ones first. */
  list(openOnly: boolean): Promise<readonly MassHold[]> {
    return selectHolds(this.database, openOnly);
  }

  /** Carries the decision out; answers how many messages it concerned, null when there is no such open hold. */
  decide({ id, decision, by, why }: HoldDecision): Promise<number | null> {
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      const held = await decideHold(tx, { id, decision, by, why, at });
      if (held === null) return null;
      const messages = decision === 'release' ? await releaseHeld(tx, id) : await cancelHeld(tx, id, at);
      await tx.query('update feedback.mass_hold set messages = $2 where id = $1', [id, messages]);
      const { source, region, changes } = held;
      const detail = { source, region, changes, messages, why };
      await writeAudit(tx, { at, by, action: `held.${decision}`, subject: `${source}/${region}`, detail });
      return messages;
    });
  }
}
