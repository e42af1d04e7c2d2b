import type {
  CalendarData,
  Clause,
  DepartmentRef,
  Department,
  Item,
  ItemCode,
  RegionCode,
  Transfer,
} from '#base/contracts';

/** One file of the policy as an operator wrote it; the path appears in every complaint about it. */
export interface PolicyDocument {
  readonly path: string;
  readonly text: string;
}

/** A department with the office that answers for the interaction; offices, never persons. */
export interface DepartmentEntry extends Department {
  readonly liaison: string;
}

/** A transfer with the list it stands in. */
export interface TransferEntry extends Transfer {
  readonly list: string;
}

/** An item that a region's list names as not transferred. */
export interface RetainedItem {
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly reason: string;
}

/** 审管衔接备忘录: the paper that clauses stand in. */
export interface Memorandum {
  readonly id: string;
  readonly title: string;
  readonly region: RegionCode;
  readonly approval: DepartmentRef['department'];
  readonly supervision: DepartmentRef;
  readonly signedOn: string;
}

/** A clause with what only people read: the boundary of duties and a note. */
export interface ClauseEntry extends Clause {
  readonly boundary: string;
  readonly note: string | null;
}

/** All of the policy, parsed and checked: what is loaded into the database, and what the sample departments read. */
export interface PolicyContent {
  readonly departments: readonly DepartmentEntry[];
  readonly items: readonly Item[];
  readonly transfers: readonly TransferEntry[];
  readonly retained: readonly RetainedItem[];
  readonly memoranda: readonly Memorandum[];
  readonly clauses: readonly ClauseEntry[];
  readonly calendar: CalendarData;
}
