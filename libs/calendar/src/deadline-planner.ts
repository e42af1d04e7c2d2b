import type { PlannedDeadline, RegionCode } from '#base/contracts';
import { planDeadline, type Obligation } from './plan-deadline.js';
import type { Calendar } from './working-days.js';

/** Counts deadlines in the calendar of whatever region asks. */
export function deadlinePlanner(
  calendar: Calendar,
): (region: RegionCode, start: Date, obligation: Obligation) => PlannedDeadline {
  return (region, start, obligation) => planDeadline(calendar.forRegion(region), start, obligation);
}
