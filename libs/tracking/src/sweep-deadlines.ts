import type { Clock, MessageWriter, NewId, PlannedMessage, Transactions } from '#base/contracts';
import { planSupervisions, planUrges, type ReminderParts } from './plan-reminders.js';
import { claimMissed } from './sql/claim-missed.js';
import { claimUrges } from './sql/claim-urges.js';
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

/** What one sweep did; `more` says that it was full and there may be more at once. */
export interface Swept {
  readonly missed: number;
  readonly urged: number;
  readonly reminders: readonly PlannedMessage[];
  readonly more: boolean;
}

/** Marks what was missed and what is due soon, and writes the supervisions and urges in the same commit. Safe beside other sweepers. */
export async function sweepDeadlines(parts: SweepParts): Promise<Swept> {
  const { database, writer, clock, newId, batchSize } = parts;
  const policy = await parts.policy();
  const now = clock.now();
  return database.transaction(async (tx) => {
    const missed = await claimMissed(tx, now, batchSize);
    const soon = await claimUrges(tx, now, batchSize);
    const plan: ReminderParts = { policy, newId, now };
    const reminders = [...planSupervisions(plan, missed), ...planUrges(plan, soon)];
    await writer.write(tx, reminders);
    const more = missed.length === batchSize || soon.length === batchSize;
    return { missed: missed.length, urged: soon.length, reminders, more };
  });
}
