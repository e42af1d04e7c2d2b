import type {
  Boundary,
  CalendarData,
  Clause,
  CodeSystem,
  DepartmentRef,
  Department,
  ExerciseLevel,
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

/** Whom to speak to in a department; offices and posts, never persons. */
export interface DepartmentContacts {
  readonly liaison: string;
  /** Who answers for single items instead. */
  readonly liaisons: readonly { readonly items: readonly string[]; readonly liaison: string }[];
  /** 分管领导. */
  readonly leader: string | null;
}

/** A department with whom to speak to. */
export interface DepartmentEntry extends Department, DepartmentContacts {}

/** Codes by their systems; a system that is absent has none. */
export type Codes = Readonly<Partial<Record<CodeSystem, string>>>;

/** An item with the document it stands in, and the codes that document gives it. */
export interface ItemEntry extends Item {
  readonly field: string;
  readonly codes: Codes;
}

/** Which kind of list an entry stands in. */
export const listKinds = ['guidance-catalogue', 'transfer-list', 'boundary-list'] as const;
export type ListKind = (typeof listKinds)[number];

/** What a list says of itself. Published means made known to the public, filed means put on record with the province. */
export interface ListHead {
  readonly kind: ListKind;
  readonly region: RegionCode;
  readonly title: string;
  readonly version: string;
  readonly adoptedBy: string | null;
  readonly adoptedOn: string | null;
  readonly publishedOn: string | null;
  readonly filedOn: string | null;
  readonly copiesTo: readonly string[];
  /** From when its entries hold unless they say otherwise; null for a guidance catalogue. */
  readonly validFrom: string | null;
}

/** An item that the guidance catalogue asks bureaus of the named levels to take over. */
export interface GuidanceItem {
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly levels: readonly ExerciseLevel[];
}

/** A transfer with the list it stands in. */
export interface TransferEntry extends Transfer {
  readonly list: string;
  readonly level: ExerciseLevel;
  /** 自选动作: outside the guidance catalogue by the region's own choice. */
  readonly ownChoice: boolean;
  readonly codes: Codes;
}

/** Why a listed item is not transferred. Only the first two excuse an item of the guidance catalogue. */
export const retainedCauses = ['no-authority', 'other-level', 'other'] as const;
export type RetainedCause = (typeof retainedCauses)[number];

/** An item that a region's list names as not transferred. */
export interface RetainedItem {
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly because: RetainedCause;
  readonly reason: string;
  readonly codes: Codes;
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
  readonly items: readonly ItemEntry[];
  readonly lists: readonly ListHead[];
  readonly guidance: readonly GuidanceItem[];
  readonly transfers: readonly TransferEntry[];
  readonly retained: readonly RetainedItem[];
  readonly boundaries: readonly Boundary[];
  readonly memoranda: readonly Memorandum[];
  readonly clauses: readonly ClauseEntry[];
  readonly calendar: CalendarData;
}
