import { brandAs, type LadderStep, type PlannedDeadline, type TimeLimit } from '#base/contracts';
import { openCalendar, planDeadline, planLadder } from '#libs/calendar';
import { climbLadder, type OwedDeadline } from '#libs/tracking';
import { committedCalendar } from './calendar-file.js';

/** The claim rules of four places (domain §7.1), as clauses: what is owed within which limit, and whether delivery counts as the claim. */
export const rules = {
  liaocheng: { expects: 'claimed', limit: { amount: 2, unit: 'workingDay' }, onDelivery: false },
  jinan: { expects: 'claimed', limit: { amount: 2, unit: 'workingDay' }, onDelivery: true },
  jincheng: { expects: 'answered', limit: { amount: 1, unit: 'workingDay' }, onDelivery: true },
  xiangyang: { expects: 'received', limit: { amount: 2, unit: 'workingDay' }, onDelivery: false },
} as const satisfies Record<
  string,
  { expects: PlannedDeadline['expects']; limit: TimeLimit; onDelivery: boolean }
>;
/** A place whose rule is simulated. */
export type Place = keyof typeof rules;
const places = Object.keys(rules) as Place[];
const cities = Array.from({ length: 16 }, (_, at) => `37${String(at + 1).padStart(2, '0')}00`);

const step = { unit: 'workingDay', colour: null } as const;
const ladder: readonly LadderStep[] = [
  { ...step, offset: -1, action: 'remind', target: 'liaison' },
  { ...step, offset: 0, action: 'urge', target: 'department' },
  { ...step, offset: 3, action: 'supervise', target: 'centre', colour: 'yellow' },
  { ...step, offset: 5, action: 'supervise', target: 'leader', colour: 'red' },
];

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const zone = 8 * hourMs;
const firstDay = Date.UTC(2025, 0, 2) / dayMs;
const lastDay = Date.UTC(2026, 11, 10) / dayMs;
/** The clock is looked at until here. */
export const end = new Date('2026-12-31T23:59:59+08:00');
const calendar = openCalendar(committedCalendar());

/** A fact of the two years: a message was sent, and when the department did what it owed, if ever. */
export interface Fact {
  readonly city: string;
  readonly place: Place;
  readonly sentAt: Date;
  readonly doneAt: Date | null;
}

/** One message a day and city; departments act at once, in time, late, very late or never, by the numbers of day and city. */
export function factsOfTwoYears(): readonly Fact[] {
  const facts: Fact[] = [];
  for (let day = firstDay; day <= lastDay; day += 1)
    for (const [at, city] of cities.entries()) {
      const place = places[at % places.length] ?? 'jinan';
      const dice = (day * 31 + at * 17) % 23;
      const sentAt = new Date(day * dayMs - zone + (8 + (dice % 12)) * hourMs + 7 * 60_000);
      const late = dice > 20 ? null : dice * dice * 5 * hourMs + 11 * 60_000;
      const delivered = rules[place].onDelivery && rules[place].expects === 'claimed';
      const after = delivered ? 60_000 : late;
      facts.push({ city, place, sentAt, doneAt: after === null ? null : new Date(sentAt.getTime() + after) });
    }
  return facts;
}

/** Runs a fact through the hub's own parts with a clock that is looked at every so many hours: what was missed and which steps were taken. */
export function lived({ city, place, sentAt, doneAt }: Fact, everyHours: number): string {
  const { expects, limit } = rules[place];
  const region = brandAs<OwedDeadline['region']>(city);
  const department = { region, department: brandAs<OwedDeadline['to']['department']>('zjj') };
  const { due } = planDeadline(calendar.forRegion(region), sentAt, { expects, limit, urgeBefore: limit });
  if (due.state !== 'due') return 'no date';
  let owed: OwedDeadline = {
    deliveryId: city,
    messageId: brandAs(city),
    kind: 'license-decision',
    region,
    from: department,
    to: department,
    key: city,
    about: null,
    item: null,
    clause: null,
    expects,
    limit,
    startedAt: sentAt,
    dueAt: due.at,
    urgeAt: null,
    escalates: true,
    state: 'open',
    nextStep: 0,
  };
  const steps = planLadder(calendar.forRegion(region), owed, ladder);
  const told: string[] = [];
  let next: Date | 'infinity' | null = sentAt;
  while (next instanceof Date && next <= end) {
    const now: Date = new Date(Math.ceil(next.getTime() / (everyHours * hourMs)) * everyHours * hourMs);
    if (doneAt !== null && doneAt < now) break;
    const climb = climbLadder(owed, steps, now);
    for (const { step: taken, plannedAt } of climb.taken)
      told.push(`${taken.offset}@${plannedAt.toISOString()}`);
    owed = { ...owed, state: climb.missed ? 'missed' : owed.state, nextStep: climb.nextStep };
    next = climb.nextAt;
  }
  const late = owed.state === 'missed' || (doneAt !== null && doneAt > due.at);
  return [due.at.toISOString(), late, ...told].join(' ');
}
