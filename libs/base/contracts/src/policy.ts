import type { DepartmentCode, DepartmentRef, ItemCode, RegionCode } from './ids.js';
import type { ClaimMode, TimeLimit } from './deadline.js';
import type { MessageKind, ReceiptType } from './message.js';

/** Code systems an item is known by (domain §3). */
export const codeSystems = [
  'nationalCatalogCode',
  'nationalTaskCode',
  'localCatalogCode',
  'localTaskCode',
  'editorialCode',
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

/** A body of government: a USCC in a region. */
export interface Department extends DepartmentRef {
  readonly name: string;
  readonly uscc: string;
  /** The approval bureau's centre receives what escalates. */
  readonly role: 'approval' | 'supervision';
  readonly partitions: number;
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

/** 条款: what must be told to whom by when, from one version of one memorandum. Dates are YYYY-MM-DD, both ends inclusive. */
export interface Clause {
  readonly id: string;
  readonly version: number;
  readonly memorandum: string;
  readonly region: RegionCode;
  readonly item: ItemCode;
  readonly kind: MessageKind;
  readonly from: DepartmentCode;
  readonly to: DepartmentRef;
  /** Names of the body's parts the recipient may see (content profile). */
  readonly profile: readonly ProfilePart[];
  readonly claimMode: ClaimMode;
  readonly claimWithin: TimeLimit;
  /** Receipts the recipient owes. */
  readonly receipts: readonly ReceiptType[];
  /** When an answer is due after delivery; null when none is owed. */
  readonly answerWithin: TimeLimit | null;
  /** How long before a deadline the recipient is urged. */
  readonly urgeBefore: TimeLimit;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** An immutable edition of the policy: what routing reads. */
export interface PolicySnapshot {
  readonly version: string;
  readonly departments: readonly Department[];
  department(ref: DepartmentRef): Department | null;
  /** The approval bureau of a region. */
  approvalBureau(region: RegionCode): Department | null;
  /** Looks the codes up in order; the first that is an alias of an item wins. */
  findItem(codes: readonly string[]): Item | null;
  /** Clauses of a kind in force for item and region on a date (YYYY-MM-DD). */
  clauses(kind: MessageKind, region: RegionCode, item: ItemCode, date: string): readonly Clause[];
  /** One clause version, in force or not: what an earlier message was sent under. */
  clause(id: string, version: number): Clause | null;
  transferred(region: RegionCode, item: ItemCode, date: string): boolean;
}
