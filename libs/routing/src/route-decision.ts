import type {
  DepartmentRef,
  ItemCode,
  MappingFault,
  MessageId,
  MessageKind,
  NewId,
  PlanDeadline,
  PlannedMessage,
  PolicySnapshot,
  RegionCode,
  CaseFacts,
} from '#base/contracts';
import type { Change } from './decision-body.js';

/** A message that was told before about the case. */
export interface ToldMessage {
  readonly messageId: MessageId;
  readonly to: DepartmentRef;
  readonly kind: MessageKind;
  readonly change: Change;
  readonly body: Readonly<Record<string, unknown>>;
  readonly clause: { readonly id: string; readonly version: number } | null;
  /** It was decided and never sent: nobody knows of it, so nobody has to hear that it is no longer true. */
  readonly withheld?: true;
}

/** Everything a decision depends on. */
export interface RouteInput {
  readonly facts: CaseFacts;
  /** All messages told about the case so far, in any order. */
  readonly told: readonly ToldMessage[];
  readonly policy: PolicySnapshot;
  readonly planDeadline: PlanDeadline;
  readonly now: Date;
  readonly newId: NewId;
}

/** What a granted case may still lack before anybody can be told. */
export type MissingPart = 'state' | 'item' | 'region' | 'decidedAt' | 'applicantName' | 'applicantId';

/** What a change owes. Sentences are Chinese, for operators, without personal data. */
export type RouteDecision =
  | { readonly outcome: 'messages'; readonly messages: readonly PlannedMessage[] }
  /** A granted case of a known item that no clause names a recipient for. */
  | {
      readonly outcome: 'nobody';
      readonly item: ItemCode;
      readonly region: RegionCode;
      readonly reason: 'not-transferred' | 'no-clause';
      readonly sentence: string;
    }
  | { readonly outcome: 'parked'; readonly fault: MappingFault }
  | { readonly outcome: 'waiting'; readonly missing: readonly MissingPart[]; readonly sentence: string }
  /** Nothing to say, or nothing new. */
  | { readonly outcome: 'nothing' };
