import type { PlanDeadline } from '#base/contracts';
import { planDeadline } from './plan-deadline.js';
import type { Calendar } from './working-days.js';

/** Counts deadlines in the calendar of whatever region asks. */
export function deadlinePlanner(calendar: Calendar): PlanDeadline {
  return (region, start, obligation) => planDeadline(calendar.forRegion(region), start, obligation);
}
