import type { DecisionPolicy } from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import type { PolicyReader } from '#libs/catalogue';

/** Reads policy and calendar of the newest edition. */
export function readDeskPolicy(reader: PolicyReader): () => Promise<DecisionPolicy> {
  return async () => {
    const { snapshot, calendar } = await reader.current();
    return { snapshot, planDeadline: deadlinePlanner(openCalendar(calendar)) };
  };
}
