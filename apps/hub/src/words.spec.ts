import { expect, test } from '@jest/globals';
import { caseStates } from '#base/contracts';
import { titleOf } from './words.js';

test('every state of a case has its Chinese word, also where a preview says it', () => {
  for (const state of caseStates) expect(titleOf(state)).toMatch(/^\p{Script=Han}+$/u);
});
