import { expect, test } from '@jest/globals';
import { moveDelivery, owes, type DeliveryEvent } from './delivery-events.js';
import { deliveryStates, type DeliveryState } from './message.js';

const events: readonly DeliveryEvent[] = [
  'delivered',
  'received',
  'claimed',
  'answered',
  'returned',
  'closed',
  'cancelled',
];

/** Rows: states; columns: events in the order above; a dash: nothing moves. */
const expected: Readonly<Record<DeliveryState, readonly string[]>> = {
  pending: ['delivered', 'received', 'claimed', 'answered', 'returned', '-', 'cancelled'],
  delivered: ['-', 'received', 'claimed', 'answered', 'returned', '-', 'cancelled'],
  received: ['-', '-', 'claimed', 'answered', 'returned', '-', 'cancelled'],
  claimed: ['-', '-', '-', 'answered', 'returned', '-', 'cancelled'],
  answered: ['-', '-', '-', '-', '-', 'closed', '-'],
  closed: ['-', '-', '-', '-', '-', '-', '-'],
  returned: ['-', '-', '-', '-', '-', '-', '-'],
  cancelled: ['-', '-', '-', '-', '-', '-', '-'],
};

test.each(deliveryStates.flatMap((state) => events.map((event, column) => ({ state, event, column }))))(
  '$state and $event is defined',
  ({ state, event, column }) => {
    const target = expected[state][column];
    expect(moveDelivery(state, event)).toEqual(
      target === '-' ? { state, moved: false } : { state: target, moved: true },
    );
  },
);

test('a delivery that was returned or cancelled owes nothing more', () => {
  expect(deliveryStates.filter((state) => !owes(state))).toEqual(['returned', 'cancelled']);
});
