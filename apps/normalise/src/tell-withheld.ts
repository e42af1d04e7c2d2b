import type { Clock, Transactions } from '#base/contracts';
import type { Telemetry } from '#base/telemetry';
import { lockFreeCases } from '#libs/records';
import { lockWithheld, readAsked } from '#libs/sending';
import type { CaseRouter, PolicySource } from './case-router.js';

const mostAtOnce = 500;

/** Writes the messages that were withheld and that a person has asked for since, in the wording of now; a crash repeats nothing. */
export class TellWithheld {
  constructor(
    private readonly database: Transactions,
    private readonly policy: PolicySource,
    private readonly router: CaseRouter,
    private readonly clock: Clock,
    private readonly telemetry: Pick<Telemetry, 'log'>,
  ) {}

  /** Tells what is asked for now; answers how many messages were written. */
  async tellNext(): Promise<number> {
    const edition = await this.policy.current();
    const told = await this.database.transaction(async (tx) => {
      const asked = await readAsked(tx, mostAtOnce);
      if (asked === null) return null;
      const { source } = asked;
      // Cases that change just now come round again: what is told waits for nobody, and nobody deadlocks with it.
      const cases = await lockWithheld(tx, source, await lockFreeCases(tx, source, asked.cases));
      if (cases.length === 0) return null;
      const { messages } = await this.router.tell(tx, source, cases, { at: this.clock.now(), edition });
      return { source, cases, messages };
    });
    if (told === null) return 0;
    this.telemetry.log.info(`按要求告知静默办件 ${told.cases.length} 个，写入消息 ${told.messages} 条`, {
      source: told.source,
    });
    return told.messages;
  }
}
