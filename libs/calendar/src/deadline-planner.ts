import type { PlanDeadline } from '#base/contracts';
import { planDeadline } from './plan-deadline.js';
import type { Calendar } from './working-days.js';

/** Counts deadlines in the calendar of whoever owes them. */
export function deadlinePlanner(calendar: Calendar): PlanDeadline {
  return (owedBy, start, obligation) => planDeadline(calendar.forDepartment(owedBy), start, obligation);
}
