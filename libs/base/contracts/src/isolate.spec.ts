import { expect, test } from '@jest/globals';
import { isolate } from './isolate.js';

class Shared extends Error {}

/** Handles numbers; negative ones cannot be handled, and `chance` fails so many calls first. */
function workOn(options: { readonly chance?: number; readonly sharedAt?: number } = {}) {
  const calls: (readonly number[])[] = [];
  const parked: number[] = [];
  let chance = options.chance ?? 0;
  return {
    calls,
    parked,
    handle: (items: readonly number[]): Promise<readonly number[]> => {
      calls.push(items);
      if (calls.length === options.sharedAt) return Promise.reject(new Shared());
      if (chance > 0 && items.length === 1) {
        chance -= 1;
        return Promise.reject(new Error('by chance'));
      }
      return items.some((item) => item < 0) ? Promise.reject(new TypeError('odd')) : Promise.resolve(items);
    },
    isShared: (fault: unknown) => fault instanceof Shared,
    park: (item: number): Promise<readonly number[]> => {
      parked.push(item);
      return Promise.resolve([]);
    },
  };
}

test('a batch without a culprit is handled in one call', async () => {
  const work = workOn();
  expect((await isolate([1, 2, 3], work)).flat()).toEqual([1, 2, 3]);
  expect(work.calls).toHaveLength(1);
});

test('one culprit among a thousand is parked after few calls, the others are handled in their order', async () => {
  const items = Array.from({ length: 1000 }, (_, at) => (at === 700 ? -700 : at));
  const work = workOn();
  expect((await isolate(items, work)).flat()).toEqual(items.filter((item) => item >= 0));
  expect(work.parked).toEqual([-700]);
  expect(work.calls.length).toBeLessThan(25);
});

test('several culprits, side by side and at the ends, are parked each', async () => {
  const work = workOn();
  expect((await isolate([-1, 2, -3, -4, 5, -6], work)).flat()).toEqual([2, 5]);
  expect(work.parked).toEqual([-1, -3, -4, -6]);
});

test('what fails alone by chance is tried again, not parked; what stays odd is not tried for ever', async () => {
  const once = workOn({ chance: 1 });
  expect((await isolate([7], once)).flat()).toEqual([7]);
  expect(once.parked).toEqual([]);
  const odd = workOn();
  await isolate([-7], odd);
  expect([odd.parked, odd.calls.length]).toEqual([[-7], 2]);
});

test('what all share is thrown on at once, in whichever call it is met, and nothing is parked for it', async () => {
  for (const sharedAt of [1, 2, 3]) {
    const work = workOn({ sharedAt });
    await expect(isolate([-1, -2, 3], work)).rejects.toBeInstanceOf(Shared);
    expect(work.calls).toHaveLength(sharedAt);
    expect(work.parked).toEqual([]);
  }
});
