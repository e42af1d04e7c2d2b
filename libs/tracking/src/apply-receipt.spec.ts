import { expect, test } from '@jest/globals';
import { deliveryStates, type DeliveryState } from '#base/contracts';
import { applyReceipt, owes, type DeliveryEvent } from './apply-receipt.js';

const events: readonly DeliveryEvent[] = ['received', 'claimed', 'answered', 'returned', 'closed'];

/** Rows: states; columns: events in the order above; a dash: nothing moves. */
const expected: Readonly<Record<DeliveryState, readonly string[]>> = {
  pending: ['received', 'claimed', 'answered', 'returned', '-'],
  delivered: ['received', 'claimed', 'answered', 'returned', '-'],
  received: ['-', 'claimed', 'answered', 'returned', '-'],
  claimed: ['-', '-', 'answered', 'returned', '-'],
  answered: ['-', '-', '-', '-', 'closed'],
  closed: ['-', '-', '-', '-', '-'],
  returned: ['-', '-', '-', '-', '-'],
  cancelled: ['-', '-', '-', '-', '-'],
};

test.each(deliveryStates.flatMap((state) => events.map((event, column) => ({ state, event, column }))))(
  '$state and $event is defined',
  ({ state, event, column }) => {
    const target = expected[state][column];
    expect(applyReceipt(state, event)).toEqual(
      target === '-' ? { state, moved: false } : { state: target, moved: true },
    );
  },
);

test('a delivery that was returned or cancelled owes nothing more', () => {
  expect(deliveryStates.filter((state) => !owes(state))).toEqual(['returned', 'cancelled']);
});
