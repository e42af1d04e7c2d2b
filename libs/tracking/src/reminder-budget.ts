import { departmentName, type DepartmentRef } from '#base/contracts';

/** How many more reminders each department may get within the hour; counts as it is spent. */
export class ReminderBudget {
  readonly #limit: number;
  readonly #sent: ReadonlyMap<string, number>;
  readonly #spent = new Map<string, { readonly to: DepartmentRef; count: number }>();

  constructor(limit: number, sent: ReadonlyMap<string, number>) {
    this.#limit = limit;
    this.#sent = sent;
  }

  /** Whether one more may go to the department; if so it is spent. */
  take(to: DepartmentRef): boolean {
    const name = departmentName(to);
    const spent = this.#spent.get(name) ?? { to, count: 0 };
    if ((this.#sent.get(name) ?? 0) + spent.count >= this.#limit) return false;
    this.#spent.set(name, { to, count: spent.count + 1 });
    return true;
  }

  /** What was spent, by department. */
  spent(): readonly { readonly to: DepartmentRef; readonly count: number }[] {
    return [...this.#spent.values()];
  }
}

/** The hour an instant lies in; budgets and digests count by it. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
}
