import { expect, test } from '@jest/globals';
import type { Verdict } from './evidence.js';
import { secondTry } from './second-try.js';

const passes = async (): Promise<Verdict> => ({ passed: 3, failed: 0, failedFiles: [] });

test('a file that failed and passes when it is run again alone has failed', async () => {
  const said: string[] = [];
  const first = { passed: 2, failed: 1, failedFiles: ['/one.spec.js'] };
  expect(await secondTry(first, passes, (sentence) => said.push(sentence))).toEqual(first);
  expect(said.join()).toContain('单独重跑（仅供参考）：通过');
});

test('a run in which everything passed is not run again', async () => {
  const first = { passed: 2, failed: 0, failedFiles: [] };
  const never = (): Promise<Verdict> => Promise.reject(new Error('run again'));
  expect(await secondTry(first, never, () => undefined)).toEqual(first);
});
