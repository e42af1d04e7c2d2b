import type { Queryable } from '#base/contracts';
import { selectDeliveryEvents, type DeliveryEvent } from './sql/select-delivery-events.js';
import { selectMessage, type MessageRow } from './sql/select-message.js';

/** A message with everything that happened to it; its body is the departments' business and not shown. */
export interface MessageLife extends MessageRow {
  readonly events: readonly DeliveryEvent[];
}

/** The life of one message; null when there is none of this id. */
export async function readMessage(database: Queryable, id: string): Promise<MessageLife | null> {
  const message = await selectMessage(database, id);
  if (message === null) return null;
  return { ...message, events: await selectDeliveryEvents(database, [message.deliveryId]) };
}
