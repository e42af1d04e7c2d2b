import type { PlanDeadline, PolicySnapshot } from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import type { PolicyReader } from '#libs/catalogue';

/** The policy and calendar that one act is decided by. */
export interface DeskPolicy {
  readonly snapshot: PolicySnapshot;
  readonly planDeadline: PlanDeadline;
}

/** Reads both of the newest edition. */
export function readDeskPolicy(reader: PolicyReader): () => Promise<DeskPolicy> {
  return async () => {
    const { snapshot, calendar } = await reader.current();
    return { snapshot, planDeadline: deadlinePlanner(openCalendar(calendar)) };
  };
}
