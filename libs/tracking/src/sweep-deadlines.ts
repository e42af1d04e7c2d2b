import type { Clock, MessageWriter, NewId, PlannedMessage, Transactions } from '#base/contracts';
import { climbLadder } from './climb-ladder.js';
import { planReminders } from './plan-reminders.js';
import { claimDue } from './sql/claim-due.js';
import { climbDeadlines } from './sql/climb-deadlines.js';
import { insertFiredSteps } from './sql/insert-fired-steps.js';
import type { ReadTrackingPolicy } from './tracking-policy.js';

/** What a sweep is made of. `batchSize` bounds the deadlines of one transaction. */
export interface SweepParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: ReadTrackingPolicy;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly batchSize: number;
}

/** What one sweep did: deadlines looked at, found missed, steps taken; `more` says that it was full and there may be more at once. */
export interface Swept {
  readonly looked: number;
  readonly missed: number;
  readonly fired: number;
  readonly reminders: readonly PlannedMessage[];
  readonly more: boolean;
}

/**
 * Looks at every deadline whose next step or due time has come: marks what was missed, takes the steps of its ladder, writes what they
 * say, and notes when to look again, all in one commit. Safe beside other sweepers.
 */
export async function sweepDeadlines(parts: SweepParts): Promise<Swept> {
  const { database, writer, clock, newId, batchSize } = parts;
  const policy = await parts.policy();
  const now = clock.now();
  return database.transaction(async (tx) => {
    const due = await claimDue(tx, now, batchSize);
    if (due.length === 0) return { looked: 0, missed: 0, fired: 0, reminders: [], more: false };
    const climbs = due.map((owed) => climbLadder(owed, owed.escalates ? policy.ladder(owed) : [], now));
    const { fired, messages } = planReminders({ policy, newId, now }, climbs);
    await climbDeadlines(tx, climbs, now);
    await insertFiredSteps(tx, fired, now);
    await writer.write(tx, messages);
    return {
      looked: due.length,
      missed: climbs.filter(({ missed }) => missed).length,
      fired: fired.length,
      reminders: messages,
      more: due.length === batchSize,
    };
  });
}
