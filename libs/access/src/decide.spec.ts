import { expect, test } from '@jest/globals';
import type { Place, Principal, RouteNeed } from '#base/contracts';
import { decide, type Named } from './decide.js';
import { Reach } from './reach.js';
import { roleRights } from './role-rights.js';

const zjj = { region: '370800', department: 'zjj' };
const city = { region: '370800', department: null };
const whole = { region: null, department: null };

const places: readonly (readonly [Place, string, string, boolean])[] = [
  [whole, '371000', 'zjj', true],
  [{ region: '370000', department: null }, '371000', 'zjj', true],
  [city, '370811', 'zjj', true],
  [city, '370900', 'zjj', false],
  [{ region: '371000', department: null }, '371002', 'zjj', true],
  [zjj, '370800', 'zjj', true],
  [zjj, '370811', 'zjj', false],
  [zjj, '370800', 'scjgj', false],
];

test.each(places)('%j reaches %s.%s: %s', (place, region, department, inside) => {
  expect(new Reach(place).covers(region, department)).toBe(inside);
  expect(new Reach(place).coversOwner(`${region}.${department}.front`)).toBe(inside);
});

test('the bounds that statements take say the same', () => {
  expect([whole, city, zjj].map((place) => new Reach(place).bounds)).toEqual([
    { regions: null, department: null },
    { regions: '3708', department: null },
    { regions: '370800', department: 'zjj' },
  ]);
  expect([whole, city, zjj].map((place) => new Reach(place).sources)).toEqual([
    null,
    '3708%',
    '370800.zjj.%',
  ]);
});

function someone(role: Principal['role'], place: Place, mustChange = false): Principal {
  return { kind: 'person', name: 'account:x', role, place, rights: roleRights[role], mustChange };
}

const own: RouteNeed = { right: 'sources.read', reach: 'own' };
const decisions: readonly (readonly [string, Principal | null, RouteNeed, readonly Named[], string])[] = [
  ['nobody', null, own, [], 'unknown'],
  ['nobody, at an open door', null, { right: 'anybody', reach: 'own' }, [], 'allowed'],
  ['one with a first password', someone('operator', whole, true), own, [], 'mustChange'],
  [
    'the same, about themselves',
    someone('operator', whole, true),
    { right: 'signedIn', reach: 'own' },
    [],
    'allowed',
  ],
  ['one without the right', someone('administrator', whole), own, [], 'noRight'],
  ['a department', someone('supervision', zjj), own, [{ source: '370800.zjj.front' }], 'allowed'],
  ['a foreign department', someone('supervision', zjj), own, [{ source: '370800.scjgj.front' }], 'foreign'],
  ['a foreign region', someone('operator', city), own, [{ region: '370900', department: null }], 'foreign'],
  [
    'a city, of the whole hub',
    someone('operator', city),
    { right: 'status.read', reach: 'hub' },
    [],
    'notWhole',
  ],
];

test.each(decisions)('%s', (_, principal, need, named, outcome) => {
  const decision = decide(principal, need, named);
  expect(decision.allowed ? 'allowed' : decision.denial).toBe(outcome);
});
