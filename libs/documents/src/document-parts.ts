import type { Clock, DecisionPolicy, MessageWriter, NewId, Transactions } from '#base/contracts';
import type { KeyObject } from 'node:crypto';
import type { ContentStore } from './content-store.js';

/** What publishing is made of; the app composes it. */
export interface DocumentParts {
  readonly database: Transactions;
  readonly writer: MessageWriter;
  readonly store: ContentStore;
  readonly policy: () => Promise<DecisionPolicy>;
  /** Keys links are signed with, the present one first; none where no vault is set up. */
  readonly linkKeys: () => Promise<readonly KeyObject[]>;
  readonly maxFileBytes: number;
  readonly linkMinutes: number;
  /** How long an upload is kept that no message names. */
  readonly keepUnnamedDays: number;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Done, or one sentence why not. */
export type Outcome<Result> =
  ({ readonly done: true } & Result) | { readonly done: false; readonly sentence: string };
