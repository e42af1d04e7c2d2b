import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type DueDate, type RegionCode } from '#base/contracts';
import { openCalendar, planDeadline } from '#libs/calendar';
import { CalendarDesk } from '#libs/reporting';
import { committedCalendar } from '../support/calendar-file.js';
import { FeedbackDesk } from '../support/feedback-desk.js';

const region = brandAs<RegionCode>('370800');
const limit = { amount: 2, unit: 'workingDay' } as const;
const held = committedCalendar();
/** A notice for 2027 whose new year holiday begins on the last day of 2026. */
const notice = {
  ...held,
  version: 'cn-2004-2027.1',
  publishedUntil: '2027-12-31',
  years: [...held.years, { year: 2027, off: ['2026-12-31', '2027-01-01'], work: [] }],
};
const dueBy = (data: typeof held, start: Date): DueDate =>
  planDeadline(openCalendar(data).forRegion(region), start, { expects: 'claimed', limit, urgeBefore: limit })
    .due;

let desk: FeedbackDesk;
let office: CalendarDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
  office = new CalendarDesk(desk.database, { now: () => desk.now });
  for (const start of ['2026-12-21', '2026-12-29', '2026-12-30']) {
    const createdAt = new Date(`${start}T10:00:00+08:00`);
    await desk.told({
      key: start,
      createdAt,
      deadlines: [{ expects: 'claimed', limit, due: dueBy(held, createdAt), urgeAt: null }],
    });
  }
});
afterAll(() => desk.close());

const recount = ({ startedAt }: { readonly startedAt: Date }): DueDate => dueBy(notice, startedAt);
const dueOf = (): Promise<readonly Record<string, unknown>[]> =>
  desk.rows(`select m.key, l.state, to_char(l.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as due, l.calendar_version = 'cn-2004-2027.1' as moved
               from feedback.deadline l join feedback.delivery d on d.id = l.delivery_id join feedback.message m on m.id = d.message_id
              order by m.key`);

test('a preview says what the new calendar would move, and moves nothing', async () => {
  const before = await dueOf();
  expect(before.map(({ state }) => state)).toEqual(['open', 'open', 'no_calendar']);
  expect((await office.preview(recount)).map(({ key, dueAt }) => [key, dueAt === null])).toEqual([
    ['2026-12-29', false],
    ['2026-12-30', true],
  ]);
  expect(await dueOf()).toEqual(before);
});

test('deadlines move by an explicit choice, once, and each move is a fact with who and why', async () => {
  expect(await office.move(recount, '王', '2027 年放假通知')).toBe(2);
  expect(await dueOf()).toEqual([
    { key: '2026-12-21', state: 'open', due: '2026-12-23', moved: false },
    { key: '2026-12-29', state: 'open', due: '2027-01-04', moved: true },
    { key: '2026-12-30', state: 'open', due: '2027-01-05', moved: true },
  ]);
  expect(
    await desk.rows(
      'select moved_by, why, from_due is null as "had none" from feedback.moved_deadline order by to_due',
    ),
  ).toEqual([
    { moved_by: '王', why: '2027 年放假通知', 'had none': false },
    { moved_by: '王', why: '2027 年放假通知', 'had none': true },
  ]);
  expect(await desk.rows("select actor from ops.audit where action = 'calendar.move'")).toEqual([
    { actor: '王' },
  ]);
  expect(await office.preview(recount)).toEqual([]);
});
