import type { CaseRef, DeliveryId, DepartmentRef, ItemCode, MessageId, RegionCode } from './ids.js';
import type { ClaimMode, DueDate, TimeLimit } from './deadline.js';
import type { Tx } from './ports.js';

/** What one department may say to another through the hub (domain §7.4). */
export const messageKinds = [
  'license-decision',
  'commitment-check',
  'check-result',
  'penalty-feedback',
  'permit-change-opinion',
  'tech-support-request',
  'tech-support-result',
  'document-sync',
  'notice',
  'written-opinion-request',
  'written-opinion-answer',
  'status-sync',
  'urge',
  'supervise',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** What a case's decision owes, and what its state owes: each is told, withheld and superseded by itself. */
export const decisionKinds = [
  'license-decision',
  'commitment-check',
] as const satisfies readonly MessageKind[];
export const statusKinds = ['status-sync'] as const satisfies readonly MessageKind[];

/** Facts a recipient states about a delivery. */
export const receiptTypes = ['received', 'claimed', 'returned', 'answered'] as const;
export type ReceiptType = (typeof receiptTypes)[number];

/** States of a delivery (design §7); overdue is derived, never a state. */
export const deliveryStates = [
  'pending',
  'delivered',
  'received',
  'claimed',
  'answered',
  'closed',
  'returned',
  'cancelled',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** CloudEvents type of a kind. */
export function eventType(kind: MessageKind | 'receipt'): string {
  return `cn.gov.sd.feedback.${kind}.v1`;
}

/** A fact that is owed by a date. */
export interface PlannedDeadline {
  readonly expects: Exclude<ReceiptType, 'returned'>;
  readonly limit: TimeLimit;
  readonly due: DueDate;
  /** When the recipient is urged; null without an official calendar. */
  readonly urgeAt: Date | null;
}

/** A message decided but not yet written: target, content and time limit are all there or it cannot exist. */
export interface PlannedMessage {
  readonly id: MessageId;
  readonly deliveryId: DeliveryId;
  readonly kind: MessageKind;
  readonly region: RegionCode;
  readonly from: DepartmentRef;
  readonly to: DepartmentRef;
  /** Kafka key: the case number, or a thread id. */
  readonly key: string;
  /** The case it concerns; null for messages about none. */
  readonly about: CaseRef | null;
  readonly item: ItemCode | null;
  readonly clause: { readonly id: string; readonly version: number } | null;
  readonly claimMode: ClaimMode;
  readonly receipts: readonly ReceiptType[];
  readonly deadlines: readonly PlannedDeadline[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly supersedes: MessageId | null;
  readonly inReplyTo: MessageId | null;
  readonly createdAt: Date;
}

/** Writes message, delivery, deadlines and outbox row in the caller's transaction. */
export interface MessageWriter {
  write(tx: Tx, messages: readonly PlannedMessage[]): Promise<void>;
}
