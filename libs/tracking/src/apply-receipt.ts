import type { DeliveryState, ReceiptType } from '#base/contracts';

/** What may happen to a delivery from its recipient's side; `closed`: whoever asked has acknowledged the answer. */
export type DeliveryEvent = ReceiptType | 'closed';

const stays = null;

/**
 * Every state and event. Receipts come in any order: a claim before the receipt implies it, an answer implies both. What comes
 * after a return, a cancellation or the end is kept as a fact and moves nothing.
 */
const moves: Readonly<Record<DeliveryState, Readonly<Record<DeliveryEvent, DeliveryState | null>>>> = {
  pending: {
    received: 'received',
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
  },
  delivered: {
    received: 'received',
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
  },
  received: {
    received: stays,
    claimed: 'claimed',
    answered: 'answered',
    returned: 'returned',
    closed: stays,
  },
  claimed: { received: stays, claimed: stays, answered: 'answered', returned: 'returned', closed: stays },
  answered: { received: stays, claimed: stays, answered: stays, returned: stays, closed: 'closed' },
  closed: { received: stays, claimed: stays, answered: stays, returned: stays, closed: stays },
  returned: { received: stays, claimed: stays, answered: stays, returned: stays, closed: stays },
  cancelled: { received: stays, claimed: stays, answered: stays, returned: stays, closed: stays },
};

/** The state after the event; `moved` is false where the fact changes nothing. */
export function applyReceipt(
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
