import type {
  Clock,
  MessageWriter,
  NewId,
  PlanDeadline,
  PolicySnapshot,
  Transactions,
} from '#base/contracts';

/** The policy and calendar one transaction decides by. */
export interface SupportPolicy {
  readonly snapshot: PolicySnapshot;
  readonly planDeadline: PlanDeadline;
}

/** What asking for support is made of; the app composes it. */
export interface SupportParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: () => Promise<SupportPolicy>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Done, or one sentence why not. */
export type DeskOutcome =
  { readonly done: true; readonly id: string } | { readonly done: false; readonly sentence: string };
