import type {
  Contact,
  DepartmentRef,
  ItemCode,
  LadderDeadline,
  PlannedDeadline,
  RegionCode,
  TimedStep,
  TimeLimit,
} from '#base/contracts';
import type { SenderRights } from './judge-message.js';

/** What tracking asks of policy and calendar; composed by the app. */
export interface TrackingPolicy extends SenderRights {
  /** The approval bureau whose centre receives findings and what escalates; null where a region has none. */
  approvalBureau(region: RegionCode): DepartmentRef | null;
  /** Whom a department names for the item: its liaison and its leader. */
  contact(of: DepartmentRef, item: ItemCode | null): Contact;
  /** Who supervises and enforces the item in the region on that day, by the boundary list; empty where none says. */
  responsible(region: RegionCode, item: ItemCode, at: Date): readonly DepartmentRef[];
  /** How long before a deadline a message of this clause is urged; null when the clause is unknown. */
  urgeBefore(clause: { readonly id: string; readonly version: number } | null): TimeLimit | null;
  /** A deadline by the calendar of whoever owes it, counted from `start`. */
  plan(
    owedBy: DepartmentRef,
    start: Date,
    expects: PlannedDeadline['expects'],
    within: TimeLimit,
    urgeBefore: TimeLimit,
  ): PlannedDeadline;
  /** The ladder of a deadline with the instant of every step, by its clause and the calendar of whoever owes it. */
  ladder(deadline: LadderDeadline): readonly TimedStep[];
  /** Whether it is a day off for the department, on which it is not reminded; a day without an official calendar is one too. */
  quiet(of: DepartmentRef, at: Date): boolean;
}

/** Asked once per transaction, so that one edition decides it. */
export type ReadTrackingPolicy = () => Promise<TrackingPolicy>;
