import type { DeliveryState, ReceiptType } from './message.js';

/**
 * What may happen to a delivery: the channel handed it over (`delivered`), its recipient stated a fact, whoever asked has acknowledged
 * the answer (`closed`), or a later truth took its place (`cancelled`). Delivery that counts as the claim is the event `claimed`.
 */
export type DeliveryEvent = 'delivered' | ReceiptType | 'closed' | 'cancelled';

const stays = null;

const settled: Readonly<Record<DeliveryEvent, null>> = {
  delivered: stays,
  received: stays,
  claimed: stays,
  answered: stays,
  returned: stays,
  closed: stays,
  cancelled: stays,
};

/**
 * Every state and event. Receipts come in any order: a claim before the receipt implies it, an answer implies both. What comes
 * after a return, a cancellation or the end is kept as a fact and moves nothing.
 */
const moves: Readonly<Record<DeliveryState, Readonly<Record<DeliveryEvent, DeliveryState | null>>>> = {
  pending: {
    delivered: 'delivered',
    received: 'received',
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
    cancelled: 'cancelled',
  },
  delivered: {
    delivered: stays,
    received: 'received',
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
    cancelled: 'cancelled',
  },
  received: {
    delivered: stays,
    received: stays,
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
    cancelled: 'cancelled',
  },
  claimed: {
    delivered: stays,
    received: stays,
    claimed: stays,
    answered: 'answered',
    returned: 'returned',
    closed: stays,
    cancelled: 'cancelled',
  },
  answered: { ...settled, closed: 'closed' },
  closed: settled,
  returned: settled,
  cancelled: settled,
};

/** The state after the event; `moved` is false where the fact changes nothing. */
export function moveDelivery(
  state: DeliveryState,
  event: DeliveryEvent,
): { readonly state: DeliveryState; readonly moved: boolean } {
  const next = moves[state][event];
  return next === null ? { state, moved: false } : { state: next, moved: true };
}

const over: ReadonlySet<DeliveryState> = new Set(['returned', 'cancelled']);

/** Whether the delivery still owes anything: facts stated after a return or a cancellation meet no deadline. */
export function owes(state: DeliveryState): boolean {
  return !over.has(state);
}
