import { cleanIdentifier } from './identifier-text.js';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One system of one department: `<region>.<department>.<system>`, e.g. `370800.zjj.front`. */
export type SourceId = Branded<'SourceId'>;
/** One table, endpoint or file family of a source, named after the kind it carries, e.g. `result`. */
export type StreamName = Branded<'StreamName'>;
/** 办件编号: opaque text, trimmed and upper-cased, unique inside its source system (domain rule: never parsed). */
export type CaseNumber = Branded<'CaseNumber'>;
/** Six-digit division code of GB/T 2260. */
export type RegionCode = Branded<'RegionCode'>;
/** Short code of a department inside its region, e.g. `zjj`. */
export type DepartmentCode = Branded<'DepartmentCode'>;
/** The hub's own key of a licensing item; every code system of the item is an alias of it. */
export type ItemCode = Branded<'ItemCode'>;
/** CloudEvents id of a feedback message: a UUID v7, so ids sort by time. */
export type MessageId = Branded<'MessageId'>;
/** One message for one recipient. */
export type DeliveryId = Branded<'DeliveryId'>;

/** A department is known by region and code together. */
export interface DepartmentRef {
  readonly region: RegionCode;
  readonly department: DepartmentCode;
}

/** A case is known by its source and number together; two systems may use the same number. */
export interface CaseRef {
  readonly source: SourceId;
  readonly caseNumber: CaseNumber;
}

/** Brands a text that a parser has just checked or that comes from the hub's own tables. */
export function brandAs<Id extends string>(text: string): Id {
  return text as Id;
}

// Letters of other scripts stay as they are: some become Latin ones in upper case.
const lowerCase = /[a-z]+/g;

/** The exact form of a case number: cleaned by the rule of all identifiers and upper-cased (domain §3), so that two spellings meet in one case and under one key. */
export function toCaseNumber(text: string): CaseNumber {
  return brandAs<CaseNumber>(cleanIdentifier(text).replace(lowerCase, (letters) => letters.toUpperCase()));
}

/** `370800.zjj`: how a department is written in logs, group names and CloudEvents sources. */
export function departmentName(ref: DepartmentRef): string {
  return `${ref.region}.${ref.department}`;
}
