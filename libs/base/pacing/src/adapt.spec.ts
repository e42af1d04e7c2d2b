import { expect, test } from '@jest/globals';
import type { RequestAnswer } from '#base/contracts';
import { adapt, fullPace, type Pace } from './adapt.js';

/** A source that has answered within 20 ms all along, last changed long ago. */
const known: Pace = { factor: 1, baselineMs: 20, answers: 50, changedAt: 0, cause: null };
const at = 100_000;

const cases: readonly (readonly [string, Pace, RequestAnswer, number])[] = [
  ['an answer as usual keeps the full pace', known, { ms: 22 }, 1],
  ['a hiccup of less than a second is none', known, { ms: 900 }, 1],
  ['an answer well above the baseline halves it', known, { ms: 3_000 }, 0.5],
  ['a slow source at its usual speed is not pressed less', { ...known, baselineMs: 5_000 }, { ms: 9_000 }, 1],
  ['many rows may take longer', known, { ms: 2_000, rows: 20_000 }, 1],
  ['a source that asks for less gets half', known, { ms: 5, slowDown: true }, 0.5],
  ['a source that did not answer in time too', known, { ms: 5, timedOut: true }, 0.5],
  [
    'and half again when it asks again at once',
    { ...known, factor: 0.5, changedAt: at },
    { ms: 5, slowDown: true },
    0.25,
  ],
  [
    'one burst of slow answers halves once',
    { ...known, factor: 0.5, changedAt: at - 1_000 },
    { ms: 3_000 },
    0.5,
  ],
  [
    'but a source that stays slow is halved again',
    { ...known, factor: 0.5, changedAt: at - 6_000 },
    { ms: 3_000 },
    0.25,
  ],
  [
    'a calm second gives a sixteenth back',
    { ...known, factor: 0.5, changedAt: at - 1_000 },
    { ms: 20 },
    0.5625,
  ],
  ['less than a second gives nothing back', { ...known, factor: 0.5, changedAt: at - 999 }, { ms: 20 }, 0.5],
  ['never beyond the full pace', { ...known, factor: 0.98, changedAt: 0 }, { ms: 20 }, 1],
  ['never below a sixty-fourth', { ...known, factor: 1 / 64 }, { ms: 5, slowDown: true }, 1 / 64],
  ['a source that is not known yet is not judged', fullPace, { ms: 9_000 }, 1],
];

test.each(cases)('%s', (_name, pace, answer, factor) => {
  expect(adapt(pace, answer, at).factor).toBe(factor);
});

test('a source that stays slow becomes its own baseline and gets its full pace back', () => {
  let pace = known;
  let now = at;
  for (let answer = 0; answer < 200; answer += 1) {
    now += 2_000;
    pace = adapt(pace, { ms: 3_000 }, now);
  }
  expect(pace.baselineMs).toBeGreaterThan(1_000);
  expect(pace.factor).toBe(1);
});
