import type { DepartmentRef, PlannedDeadline, RegionCode, TimeLimit } from '#base/contracts';
import type { SenderRights } from './judge-message.js';

/** What tracking asks of policy and calendar; composed by the app. */
export interface TrackingPolicy extends SenderRights {
  /** The approval bureau whose centre receives findings and what escalates; null where a region has none. */
  approvalBureau(region: RegionCode): DepartmentRef | null;
  /** A deadline by the region's calendar, counted from `start`. */
  plan(
    region: RegionCode,
    start: Date,
    expects: PlannedDeadline['expects'],
    within: TimeLimit,
    urgeBefore: TimeLimit,
  ): PlannedDeadline;
}

/** Asked once per transaction, so that one edition decides it. */
export type ReadTrackingPolicy = () => Promise<TrackingPolicy>;
