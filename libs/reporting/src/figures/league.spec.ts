import { expect, test } from '@jest/globals';
import { figures } from './figure-list.js';
import { league } from './league.js';
import { leagueSheet } from './monthly-report.js';
import type { FigureLine } from './read-figures.js';

const lineWith = (onTimeShare: number | null, overdue: number, median: number | null): FigureLine => ({
  region: null,
  department: `${onTimeShare} ${overdue} ${median}`,
  item: null,
  kind: null,
  month: null,
  day: null,
  departmentName: null,
  itemName: null,
  counts: { ...zero, overdue },
  onTimeShare,
  supportOnTimeShare: null,
  readShare: null,
  toClaim: median === null ? null : { median, p90: median },
  toAnswer: null,
});
const zero = Object.fromEntries(figures.map(({ name }) => [name, 0])) as FigureLine['counts'];

test('the league: share on time, then overdue, then speed; equals share a place and the undecided stand last', () => {
  const merits: readonly (readonly [number | null, number, number | null])[] = [
    [null, 0, null],
    [0.5, 0, 1],
    [1, 2, 5],
    [1, 1, 9],
    [1, 1, 3],
    [1, 1, null],
    [0.5, 0, 1],
  ];
  const placed = league(merits.map((merit) => lineWith(...merit)));
  expect(placed.map(({ place, line }) => [place, line.department])).toEqual([
    [1, '1 1 3'],
    [2, '1 1 9'],
    [3, '1 1 null'],
    [4, '1 2 5'],
    [5, '0.5 0 1'],
    [5, '0.5 0 1'],
    [7, 'null 0 null'],
  ]);
  expect(leagueSheet([lineWith(1, 0, 2)]).columns[0]?.title).toBe('名次');
});
