import type { Clock, Queryable } from '#base/contracts';
import type { LookupDefinition } from './lookup-definition.js';
import { claimTrial } from './sql/claim-trial.js';
import { noteFailure } from './sql/note-failure.js';
import { noteSuccess } from './sql/note-success.js';
import { selectHealth } from './sql/select-health.js';

/**
 * Leaves a national system alone that fails time after time. It lies in PostgreSQL because a command line is a process a question: what one
 * caller learned, the next must know. After a rest one question goes out as a trial.
 */
export class Breaker {
  constructor(
    private readonly database: Queryable,
    private readonly clock: Clock,
  ) {}

  /** Since when the interface is down, if nobody is to ask it now; null when it may be asked. */
  async holds({ id, breaker }: LookupDefinition, now: Date): Promise<Date | null> {
    const health = await selectHealth(this.database, id);
    if (health === null || health.openUntil === null) return null;
    if (health.openUntil > now) return health.downSince;
    return (await claimTrial(this.database, id, now, breaker.rest)) ? null : health.downSince;
  }

  /** Notes a failure; answers since when there are nothing but failures. */
  failed({ id, breaker: { failures, rest } }: LookupDefinition): Promise<Date> {
    return noteFailure(this.database, { interface: id, at: this.clock.now(), most: failures, restMs: rest });
  }

  succeeded({ id }: LookupDefinition): Promise<void> {
    return noteSuccess(this.database, id);
  }
}
