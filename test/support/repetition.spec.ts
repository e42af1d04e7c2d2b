import { expect, test } from '@jest/globals';
import { repeated, repetitionOf } from './repetition.js';

test('a test can be repeated under load; what is left of the command line goes to jest', () => {
  expect(repetitionOf(['--repeat', '20', '--busy', '4', 'faults/killed'])).toEqual({
    times: 20,
    busy: 4,
    rest: ['faults/killed'],
  });
  expect(repetitionOf(['faults'])).toEqual({ times: 1, busy: 0, rest: ['faults'] });
  for (const wrong of ['x', '0', '-1', '1.5']) expect(repetitionOf(['--repeat', wrong])).toBeNull();
});

test('every round counts: one that failed fails the whole', async () => {
  const run = async (round: number) => ({ passed: 1, failed: round === 2 ? 1 : 0, failedFiles: [] });
  const sum = await repeated({ times: 3, busy: 0, rest: [] }, run, () => undefined);
  expect(sum).toMatchObject({ passed: 3, failed: 1 });
});
