import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isWorkday } from 'chinese-days';
import { end, factsOfTwoYears, lived, rules, type Fact, type Place } from '../support/simulated-year.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const zone = 8 * hourMs;
const textOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Asked a hundred thousand times: each day is looked up once. */
const known = new Map<number, boolean>();
const works = (day: number): boolean => {
  const answer = known.get(day) ?? isWorkday(textOf(day));
  known.set(day, answer);
  return answer;
};
/** The same from the fact alone, day by day, by a calendar the hub never asks. */
function foreseen({ place, sentAt, doneAt }: Fact): string {
  const { limit } = rules[place];
  const start = Math.floor((sentAt.getTime() + zone) / dayMs);
  const onward = (day: number, amount: number): number => {
    let last = day;
    for (let left = amount; left > 0; left -= works(last) ? 1 : 0) last += 1;
    return last;
  };
  const due = onward(start, limit.amount);
  let before = due - 1;
  while (!works(before)) before -= 1;
  const morning = (day: number): Date => new Date(day * dayMs - zone + 9 * hourMs);
  const reminder = [morning(before), morning(due)].find((at) => at > sentAt);
  const times = [
    ...(reminder === undefined ? [] : [[-1, reminder] as const]),
    ...[0, 3, 5].map((offset) => [offset, morning(onward(due, offset + 1))] as const),
  ];
  const dueAt = new Date((due + 1) * dayMs - zone - 1);
  const taken = times.filter(([, at]) => at <= end && (doneAt === null || doneAt >= at));
  const late = doneAt === null ? dueAt < end : doneAt > dueAt;
  return [dueAt.toISOString(), late, ...taken.map(([offset, at]) => `${offset}@${at.toISOString()}`)].join(
    ' ',
  );
}

const facts = factsOfTwoYears();
const once = facts.map((fact) => lived(fact, 1));
const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

test('two years of sixteen cities under four claim rules come out as the facts alone foretell', () => {
  const wrong = facts.flatMap((fact, at) =>
    once[at] === foreseen(fact) ? [] : [[fact, once[at], foreseen(fact)]],
  );
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(facts).toHaveLength(11_328);
});

test('lived twice they come out the same', () => {
  expect(digest(factsOfTwoYears().map((fact) => lived(fact, 1)))).toBe(digest(once));
  const cards = once.flatMap((line) => line.split(' ').filter((word) => word.startsWith('5@')));
  expect([once.length, cards.length > 500]).toEqual([11_328, true]);
});

test('where nobody ever acts, a sweeper that looks once in five days takes the same steps, only later', () => {
  const never = facts.filter(({ doneAt, sentAt }) => doneAt === null && sentAt < new Date('2026-12-01'));
  expect(never.length).toBeGreaterThan(500);
  expect(never.map((fact) => lived(fact, 120))).toEqual(never.map((fact) => lived(fact, 1)));
});

test('delivery that counts as the claim is never late (济南), the others are told of what they owe', () => {
  const late = Map.groupBy(facts, ({ place }) => place);
  const share = (place: Place): number =>
    (late.get(place) ?? []).filter((fact) => foreseen(fact).split(' ')[1] === 'true').length;
  expect(share('jinan')).toBe(0);
  for (const place of ['liaocheng', 'jincheng', 'xiangyang'] as const)
    expect(share(place)).toBeGreaterThan(300);
});
