import { expect, test } from '@jest/globals';
import {
  decideState,
  sourceEvents,
  sourceStates,
  type SourceEvent,
  type SourceState,
} from './source-state.js';

/** A letter is the state an event leads to, `.` a refusal; columns as `sourceEvents`. */
const letters: Readonly<Record<string, SourceState>> = {
  d: 'draft',
  c: 'checked',
  v: 'previewed',
  e: 'enabled',
  p: 'paused',
  r: 'retired',
};
const expected: Readonly<Record<SourceState, string>> = {
  draft: 'c....r.de',
  checked: 'cv...r.de',
  previewed: 'vve..r.de',
  enabled: 'eeeper.ee',
  paused: 'pp.per.pp',
  retired: '.....rdr.',
};
const pairs = sourceStates.flatMap((state) =>
  sourceEvents.map((event, place) => [event, state, expected[state][place] ?? ''] as const),
);

test.each(pairs)('%s of a source that is %s', (event: SourceEvent, state: SourceState, letter: string) => {
  const decision = decideState(state, event);
  if ('refused' in decision) expect(letter).toBe('.');
  else expect(decision).toEqual({ to: letters[letter], moved: letters[letter] !== state });
});

test('nobody is read who was neither previewed nor admitted', () => {
  const ways = pairs.filter(([event, state]) => {
    const decision = decideState(state, event);
    return state !== 'enabled' && 'to' in decision && decision.to === 'enabled';
  });
  expect(ways.map(([event, state]) => `${state} ${event}`)).toEqual([
    'draft admit',
    'checked admit',
    'previewed enable',
    'previewed admit',
    'paused resume',
  ]);
});
