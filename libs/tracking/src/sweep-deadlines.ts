import type { Clock, MessageWriter, NewId, PlannedMessage, Transactions, Tx } from '#base/contracts';
import { climbLadder } from './climb-ladder.js';
import { mattersOf, type Matter } from './matters.js';
import { comesLate, planReminders } from './plan-reminders.js';
import { hourOf, ReminderBudget } from './reminder-budget.js';
import { claimDue } from './sql/claim-due.js';
import { climbDeadlines } from './sql/climb-deadlines.js';
import { insertDigestEntries } from './sql/insert-digest-entries.js';
import { insertFiredSteps } from './sql/insert-fired-steps.js';
import { lockBudgets } from './sql/lock-budgets.js';
import { spendBudgets } from './sql/spend-budgets.js';
import { walkIndexes } from './sql/walk-indexes.js';
import type { ReadTrackingPolicy, TrackingPolicy } from './tracking-policy.js';

/** What a sweep is made of. */
export interface SweepParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: ReadTrackingPolicy;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Deadlines of one transaction at most. */
  readonly batchSize: number;
  /** Steps later than this go into a digest instead of messages of their own. */
  readonly catchUpMs: number;
  /** Reminders a department may get within an hour; what is beyond goes into a digest. */
  readonly reminderBudget: number;
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
  const { database, clock, batchSize } = parts;
  const policy = await parts.policy();
  const now = clock.now();
  return database.transaction(async (tx) => {
    await walkIndexes(tx);
    const due = await claimDue(tx, now, batchSize);
    if (due.length === 0) return { looked: 0, missed: 0, fired: 0, reminders: [], more: false };
    const climbs = due.map((owed) => climbLadder(owed, owed.escalates ? policy.ladder(owed) : [], now));
    await climbDeadlines(tx, climbs, now);
    const reminders = await tell(tx, parts, policy, mattersOf(policy, climbs), now);
    return {
      looked: due.length,
      missed: climbs.filter(({ missed }) => missed).length,
      fired: climbs.reduce((sum, { taken }) => sum + taken.length, 0),
      reminders,
      more: due.length === batchSize,
    };
  });
}

/** Writes the steps as facts, their messages within the hour's budgets, and what waits for digests. */
async function tell(
  tx: Tx,
  { writer, newId, catchUpMs, reminderBudget }: SweepParts,
  policy: TrackingPolicy,
  matters: readonly Matter[],
  now: Date,
): Promise<readonly PlannedMessage[]> {
  if (matters.length === 0) return [];
  // What comes late spends no budget, so a sweep after a long absence neither waits for budgets nor holds them.
  const recipients = matters.flatMap(({ first, to }) => (comesLate(first, now, catchUpMs) ? [] : to));
  const sent = await lockBudgets(tx, recipients, hourOf(now));
  const budget = new ReminderBudget(reminderBudget, sent);
  const { fired, messages, entries } = planReminders({ policy, newId, now, catchUpMs, budget }, matters);
  await spendBudgets(tx, budget.spent(), hourOf(now));
  await insertFiredSteps(tx, fired, now);
  await insertDigestEntries(tx, entries, now);
  await writer.write(tx, messages);
  return messages;
}
