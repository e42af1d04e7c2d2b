/** The kinds of the unified platform model that exist today (design §5). */
export type KindName =
  | 'application'
  | 'acceptance'
  | 'step'
  | 'specialProcedure'
  | 'result'
  | 'material'
  | 'licence'
  | 'creditPermit'
  | 'creditPenalty'
  | 'inspection'
  | 'penalty'
  | 'enforcement'
  | 'otherSupervision';

/** Kinds of supervision data that may say a licensee broke the rules: what the approval bureau that granted the licence has to hear of. */
export const breachKinds = [
  'inspection',
  'penalty',
  'enforcement',
  'creditPenalty',
] as const satisfies readonly KindName[];
export type BreachKind = (typeof breachKinds)[number];

/** Class of personal data; decides the masking in logs and screens (PIPL, domain §9.2). `secret` is never shown at all. */
export type PersonalClass = 'name' | 'idNumber' | 'phone' | 'address' | 'email' | 'secret';

/** How a field is stored and checked. `code` fields hold the canonical code; the raw one is kept in `originals`. */
export type FieldType =
  | { readonly type: 'text'; readonly length: number | null; readonly identifier?: true }
  | { readonly type: 'code'; readonly set: string }
  | { readonly type: 'date' }
  | { readonly type: 'instant' }
  | { readonly type: 'money' }
  | { readonly type: 'integer' }
  | { readonly type: 'boolean' }
  | { readonly type: 'uscc' }
  | { readonly type: 'idNumber' }
  | { readonly type: 'region' }
  | { readonly type: 'json' };

/** One field of a kind. `standard` names the item it stands for (GB/T 39046 table and item, or the front-database column). */
export interface FieldDefinition {
  readonly name: string;
  readonly column: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly standard: string;
  readonly personal?: PersonalClass;
}

/** One kind: from it come the table, the upsert, the validator, the JSON Schema and the data dictionary page. */
export interface KindDefinition {
  readonly name: KindName;
  readonly title: string;
  readonly table: string;
  /** Whether its records belong to a case. Those of other kinds stand under their own record id in `case_no` and move no case status. */
  readonly ofCase: boolean;
  readonly fields: readonly FieldDefinition[];
}

/** A value ready for PostgreSQL: instants as ISO 8601 with offset, dates as YYYY-MM-DD, money in yuan as decimal text, json as text. */
export type FieldValue = string | number | boolean | null;

/** 办结结果 as the unified model knows it (domain §2.5). */
export const caseResults = [
  'GRANTED',
  'REFUSED',
  'NOT_ACCEPTED',
  'VOIDED',
  'DELETED',
  'FORWARDED',
  'WITHDRAWN_OR_ABANDONED',
  'CLOSED_OTHER',
] as const;
export type CaseResult = (typeof caseResults)[number];

/** The results in Chinese: in data, messages and on screens alike. */
export const caseResultTitles: Readonly<Record<CaseResult, string>> = {
  GRANTED: '准予许可',
  REFUSED: '不予许可',
  NOT_ACCEPTED: '不予受理',
  VOIDED: '作废',
  DELETED: '删除',
  FORWARDED: '转报',
  WITHDRAWN_OR_ABANDONED: '退件/补正不来',
  CLOSED_OTHER: '其他办结',
};

/** Where a case stands: registered, accepted, in progress, suspended by a special procedure, closed, or void. */
export const caseStates = ['REGISTERED', 'ACCEPTED', 'IN_PROGRESS', 'SUSPENDED', 'CLOSED', 'VOIDED'] as const;
export type CaseState = (typeof caseStates)[number];

/** The states in Chinese: in messages, explanations and on screens alike. */
export const caseStateTitles: Readonly<Record<CaseState, string>> = {
  REGISTERED: '已登记',
  ACCEPTED: '已受理',
  IN_PROGRESS: '办理中',
  SUSPENDED: '特别程序中',
  CLOSED: '已办结',
  VOIDED: '已作废',
};
