import type { Clock, DecisionPolicy, MessageWriter, NewId, Transactions } from '#base/contracts';

/** What asking for support is made of; the app composes it. */
export interface SupportParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly policy: () => Promise<DecisionPolicy>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Done, or one sentence why not. */
export type DeskOutcome =
  { readonly done: true; readonly id: string } | { readonly done: false; readonly sentence: string };
