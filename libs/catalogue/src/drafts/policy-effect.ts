import type { MessageKind } from '#base/contracts';

/** An item that changes hands between the department and the approval bureau of a region. */
export interface ChangedHands {
  readonly region: string;
  readonly item: string;
  readonly name: string;
  readonly to: 'bureau' | 'department';
  /** The day it changes hands; null when it simply leaves the list. */
  readonly on: string | null;
}

/** Messages a department begins to get, no longer gets, or gets under other terms. */
export interface ChangedMessages {
  readonly change: 'gains' | 'loses' | 'terms';
  readonly department: string;
  readonly kind: MessageKind;
  readonly region: string;
  readonly item: string;
  readonly name: string;
  /** The clause version it comes to; when it is lost, the one it had. */
  readonly clause: string;
}

/** How much open work a changed item has in a region. */
export interface TouchedWork {
  readonly region: string;
  readonly item: string;
  readonly name: string;
  readonly openCases: number;
  readonly openDeliveries: number;
}

/** A paper that would be another, by what it is. */
export interface ChangedPaper {
  readonly paper: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** What would be different, before anybody approves it. What was decided under earlier clause versions stays as it was. */
export interface PolicyEffect {
  readonly papers: readonly ChangedPaper[];
  readonly hands: readonly ChangedHands[];
  readonly messages: readonly ChangedMessages[];
  readonly touched: readonly TouchedWork[];
}
