import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { ReminderBudget } from '../reminder-budget.js';

/** Counts what was spent of budgets that are locked already. */
export async function spendBudgets(
  tx: Tx,
  spent: ReturnType<ReminderBudget['spent']>,
  hour: Date,
): Promise<void> {
  if (spent.length === 0) return;
  await tx.query(
    `update feedback.reminder_hour held
        set sent = held.sent + spent.count
       from unnest($1::text[], $2::text[], $3::text[]::int[]) as spent (region, department, count)
      where held.region = spent.region and held.department = spent.department and held.hour = $4`,
    [
      textArray(spent.map(({ to }) => to.region)),
      textArray(spent.map(({ to }) => to.department)),
      textArray(spent.map(({ count }) => count)),
      hour,
    ],
  );
}
