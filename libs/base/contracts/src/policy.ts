import type { DepartmentCode, DepartmentRef, ItemCode, RegionCode } from './ids.js';
import type { ClaimMode, TimeLimit, TimeUnit } from './deadline.js';
import type { MessageKind, ReceiptType } from './message.js';

/** Code systems an item is known by (domain §3). */
export const codeSystems = [
  'nationalCatalogCode',
  'nationalTaskCode',
  'localCatalogCode',
  'localTaskCode',
  'editorialCode',
  'supervisionCode',
] as const;
export type CodeSystem = (typeof codeSystems)[number];

/** Parts of a message body a content profile may name; what it does not name the recipient does not get. */
export const profileParts = [
  'case',
  'item',
  'decision',
  'licence',
  'applicant.name',
  'applicant.id',
  'applicant.legal',
  'applicant.contact',
] as const;
export type ProfilePart = (typeof profileParts)[number];

/** 行使层级 of GB/T 39046 A.2, in the order of its codes 1 to 7. */
export const exerciseLevels = [
  'national',
  'provincial',
  'city',
  'county',
  'town',
  'village',
  'tiered',
] as const;
export type ExerciseLevel = (typeof exerciseLevels)[number];

/** Which side of a memorandum tells the other. */
export const clauseDirections = ['approval-to-supervision', 'supervision-to-approval'] as const;
export type ClauseDirection = (typeof clauseDirections)[number];

/** What a step of the ladder does, whom it reaches, and the card it shows. */
export const ladderActions = ['remind', 'urge', 'supervise'] as const;
export type LadderAction = (typeof ladderActions)[number];
export const ladderTargets = ['liaison', 'department', 'centre', 'leader'] as const;
export type LadderTarget = (typeof ladderTargets)[number];
export const cardColours = ['yellow', 'red'] as const;
export type CardColour = (typeof cardColours)[number];

/** One step of a clause's reminder and escalation ladder (催督阶梯). It applies to every fact that is owed by a date. */
export interface LadderStep {
  /** When, counted from the due time: below zero before it, zero at it, above zero after it was missed. */
  readonly offset: number;
  readonly unit: TimeUnit;
  readonly action: LadderAction;
  readonly target: LadderTarget;
  readonly colour: CardColour | null;
}

/** A body of government: a USCC in a region. */
export interface Department extends DepartmentRef {
  readonly name: string;
  readonly uscc: string;
  /** The approval bureau's centre receives what escalates. */
  readonly role: 'approval' | 'supervision';
  readonly partitions: number;
}

/** 联络员 and 分管领导 of a department for an item, as offices or posts; null where none is named. */
export interface Contact {
  readonly liaison: string | null;
  readonly leader: string | null;
}

/** 事项: a licensing item with every code it is known by. */
export interface Item {
  readonly code: ItemCode;
  readonly name: string;
  readonly aliases: readonly { readonly system: CodeSystem; readonly code: string }[];
  /** 关联事项 that must be transferred together (一链办理). */
  readonly linked: readonly ItemCode[];
}

/** 划转: the item is exercised by the approval bureau of the region between the dates. */
export interface Transfer {
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** 职责边界条目: who approves, who supervises and who enforces an item in a region between the dates, both inclusive. */
export interface Boundary {
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly approves: DepartmentRef;
  readonly supervises: readonly DepartmentRef[];
  readonly enforces: readonly DepartmentRef[];
  /** Who changes the standards and procedures of the approval. */
  readonly standards: DepartmentRef;
  /** The special rule for decisions by commitment (告知承诺); null when the item is not decided that way. */
  readonly commitment: string | null;
  readonly duties: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** 条款: what must be told to whom by when, from one version of one memorandum. Dates are YYYY-MM-DD, both ends inclusive. */
export interface Clause {
  readonly id: string;
  readonly version: number;
  readonly memorandum: string;
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly kind: MessageKind;
  readonly direction: ClauseDirection;
  /** A department of the clause's own region. */
  readonly from: DepartmentCode;
  /** The target that is meant where a clause is read for one department; otherwise the first of `targets`. */
  readonly to: DepartmentRef;
  /** Every department that is told. */
  readonly targets: readonly DepartmentRef[];
  /** Names of the body's parts the recipient may see (content profile). */
  readonly profile: readonly ProfilePart[];
  /** Names of the materials that go with the message. */
  readonly materials: readonly string[];
  readonly claimMode: ClaimMode;
  readonly claimWithin: TimeLimit;
  /** Receipts the recipient owes. */
  readonly receipts: readonly ReceiptType[];
  /** When an answer is due after delivery; null when none is owed. */
  readonly answerWithin: TimeLimit | null;
  /** How long before a deadline the recipient is urged. */
  readonly urgeBefore: TimeLimit;
  /** In the order of time; never empty. */
  readonly ladder: readonly LadderStep[];
  /** The technical-support procedure that belongs to the clause, by its name; null for none. */
  readonly support: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** An immutable edition of the policy: what routing reads. */
export interface PolicySnapshot {
  readonly version: string;
  readonly departments: readonly Department[];
  department(ref: DepartmentRef): Department | null;
  /** Whom to speak to: the liaison named for the item or, where none is, the department's. */
  contact(of: DepartmentRef, item: ItemCode | null): Contact;
  /** The approval bureau of a region. */
  approvalBureau(region: RegionCode): Department | null;
  /** Looks the codes up in order; the first that is an alias of an item wins. */
  findItem(codes: readonly string[]): Item | null;
  /** Clauses of a kind in force for item and region on a date (YYYY-MM-DD), one reading per target department. */
  clauses(kind: MessageKind, region: RegionCode, item: ItemCode, date: string): readonly Clause[];
  /** The same without a date: every current version, one reading per target; to say why nobody is told. */
  clauseVersions(kind: MessageKind, region: RegionCode, item: ItemCode): readonly Clause[];
  /** Every code of the items that current clauses of the kind name: about cases of other items nobody needs to look. */
  codesSpokenOf(kind: MessageKind): readonly string[];
  /** One clause version, in force or not: what an earlier message was sent under. */
  clause(id: string, version: number): Clause | null;
  transferred(region: RegionCode, item: ItemCode, date: string): boolean;
  /** Who approves, supervises and enforces an item in a region on a date; null where no boundary list says. */
  boundary(region: RegionCode, item: ItemCode, date: string): Boundary | null;
  /** Whether a clause of the newest edition binds the two departments, in either direction. */
  partners(one: DepartmentRef, other: DepartmentRef): boolean;
}
