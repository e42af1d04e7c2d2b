import type { ListKind, PolicyContent } from '../policy-content.js';

/** What the lists are checked for, with the title each check has on paper. */
export const listChecks = {
  'not-transferred': '目录事项未划转',
  'own-choice': '目录之外的事项',
  'linked-left-behind': '关联事项未一并划转',
  'regions-disagree': '市县不一致',
  'unpublished-change': '调整未公布',
  'two-bureaus': '同一事项两家实施',
  'dated-gap': '期间有空档',
  'filing-overdue': '备案逾期',
  'boundary-missing': '职责边界未列明',
  'boundary-disagrees': '备忘录与职责边界不符',
} as const;
export type ListCheck = keyof typeof listChecks;

/** A finding has to be put right; a note is allowed and only shown. */
export interface ListFinding {
  readonly check: ListCheck;
  readonly weight: 'finding' | 'note';
  readonly region: string;
  /** The item it is about; null when it is about the list. */
  readonly item: string | null;
  /** What is wrong and what to do, in one Chinese sentence. */
  readonly sentence: string;
}

/** A list version as it was published, and as it is now. */
export interface PublishedList {
  readonly kind: ListKind;
  readonly region: string;
  readonly version: string;
  readonly publishedOn: string | null;
  readonly changed: boolean;
}

/** What the report is made from. `today` is a Beijing day. */
export interface ListCheckInput {
  readonly content: PolicyContent;
  readonly published: readonly PublishedList[];
  readonly today: string;
}
