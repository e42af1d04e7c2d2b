import { expect, test } from '@jest/globals';
import { addSlices, isBlown, slideWindow, type FuseSlice } from './fuse-window.js';

const limits = { window: 1_000, atLeast: 200, share: 0.5 };

function after(...steps: readonly (readonly [number, number])[]): readonly FuseSlice[] {
  return steps.reduce<readonly FuseSlice[]>(
    (slices, [seen, parked]) => slideWindow(slices, { seen, parked }, limits),
    [],
  );
}

const cases: readonly (readonly [string, readonly (readonly [number, number])[], boolean])[] = [
  ['one in a hundred, for long', Array.from({ length: 50 }, () => [100, 1] as const), false],
  ['everything, but few', [[199, 199]], false],
  ['everything, from the start', [[200, 200]], true],
  ['many, but less than half', [[1_000, 499]], false],
  ['half of the window', [[1_000, 500]], true],
  [
    'bad ones after many good ones',
    [
      [100_000, 0],
      [900, 450],
    ],
    false,
  ],
  [
    'bad ones of more than half the window, a batch at a time, after many good ones',
    [[100_000, 0], ...Array.from({ length: 6 }, () => [100, 100] as const)],
    true,
  ],
  [
    'and more of them',
    [
      [100_000, 0],
      [900, 450],
      [900, 800],
    ],
    true,
  ],
  [
    'bad ones long ago',
    [
      [300, 300],
      [5_000, 0],
    ],
    false,
  ],
  ['one by one', Array.from({ length: 250 }, () => [1, 1] as const), true],
];

test.each(cases)('a stream with %s: the fuse decides', (_name, steps, blown) => {
  expect(isBlown(after(...steps), limits)).toBe(blown);
});

test('the window keeps its size, however small the steps', () => {
  const slices = after(...Array.from({ length: 5_000 }, () => [1, 0] as const));
  expect(slices.reduce(addSlices).seen).toBe(1_000);
  expect(slices.length).toBeLessThanOrEqual(21);
});
