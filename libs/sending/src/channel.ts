import type { FaultCode } from '#base/contracts';
import type { OutboxRow } from './sql/claim-outbox.js';

/** What became of one message: the recipient's channel has it durably, or why not. */
export type SendOutcome =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'failed'; readonly code: FaultCode; readonly sentence: string };

/**
 * A way to reach departments. Answers one outcome per message, in the given order; messages of one recipient and key arrive
 * in that order. A failure that concerns everybody (the broker is away) is thrown, so that no single message is blamed.
 */
export interface Channel {
  readonly name: string;
  send(rows: readonly OutboxRow[]): Promise<readonly SendOutcome[]>;
}
