import type { MessageWriter, PlannedMessage, Tx } from '#base/contracts';
import { requireComplete } from './completeness.js';
import { cancelSuperseded } from './sql/cancel-superseded.js';
import { insertAttached } from './sql/insert-attached.js';
import { insertDeadlines } from './sql/insert-deadlines.js';
import { insertDeliveries } from './sql/insert-deliveries.js';
import { insertMessages } from './sql/insert-messages.js';
import { insertOutbox } from './sql/insert-outbox.js';
import { notifyOutbox } from './sql/notify-outbox.js';

/** Rows a statement takes at once; measured, larger ones are slower. */
const rowsPerStatement = 1_000;

/** Writes planned messages set by set into the caller's transaction; what they supersede is cancelled with them, in the same commit. */
export class OutboxMessageWriter implements MessageWriter {
  async write(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    for (const message of messages) requireComplete(message);
    for (let start = 0; start < messages.length; start += rowsPerStatement) {
      await writeSet(tx, messages.slice(start, start + rowsPerStatement));
    }
    const superseded = messages.flatMap(({ supersedes }) => (supersedes === null ? [] : [supersedes]));
    if (superseded.length > 0) await cancelSuperseded(tx, superseded, latest(messages));
    await notifyOutbox(tx);
  }
}

async function writeSet(tx: Tx, messages: readonly PlannedMessage[]): Promise<void> {
  await insertMessages(tx, messages);
  await insertAttached(tx, messages);
  await insertDeliveries(tx, messages);
  await insertDeadlines(tx, messages);
  await insertOutbox(tx, messages);
}

function latest(messages: readonly PlannedMessage[]): Date {
  return messages.reduce(
    (last, { createdAt }) => (createdAt > last ? createdAt : last),
    messages[0]?.createdAt ?? new Date(0),
  );
}
