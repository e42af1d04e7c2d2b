import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { MassDesk } from '#libs/reporting';
import { guardMassChanges } from '#libs/sending';
import { FeedbackDesk } from '../support/feedback-desk.js';

let desk: FeedbackDesk;
let office: MassDesk;

beforeAll(async () => {
  desk = await FeedbackDesk.open();
  office = new MassDesk(desk.database, { now: () => desk.now });
});
afterAll(() => desk.close());

const guard = (): Promise<readonly object[]> =>
  guardMassChanges({
    database: desk.database,
    clock: { now: () => desk.now },
    limits: { massChanges: 5, massWindowMs: 300_000 },
  });

/** So many licences of a source change, each in a case of its own. */
async function changed(count: number, source: string): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const key = randomUUID();
    const about = { source: brandAs<never>(source), caseNumber: brandAs<never>(key) };
    await desk.told({ key, about, clause: { id: 'ladder', version: 1 } });
  }
}

const waiting = (): Promise<readonly Record<string, unknown>[]> =>
  desk.rows(`select m.source, o.hold is not null as held, o.available_at = 'infinity' as stopped, count(*)::int
               from feedback.outbox o join feedback.message m on m.id = o.message_id group by 1, 2, 3 order by 1`);

test('as many licences as usual change nothing', async () => {
  await changed(5, 'mass');
  expect(await guard()).toEqual([]);
});

test('too many of one source and region are held with what follows, others go on, and nobody is reminded of them', async () => {
  await changed(1, 'mass');
  expect(await Promise.all([guard(), guard()]).then((tripped) => tripped.flat())).toMatchObject([
    { source: 'mass', region: '370800', changes: 6 },
  ]);
  await changed(2, 'mass');
  await changed(1, 'other');
  expect(await guard()).toEqual([]);
  expect(await waiting()).toEqual([
    { source: 'mass', held: true, stopped: true, count: 8 },
    { source: 'other', held: false, stopped: false, count: 1 },
  ]);
  desk.after(25);
  expect((await desk.sweep()).reminders.map(({ about }) => about?.source)).toEqual(['other']);
});

test('a person lets them go with a reason, which is audited; they climb their ladders again and trip nothing', async () => {
  const [hold] = await office.list(true);
  expect(hold).toMatchObject({ source: 'mass', changes: 6, messages: 8, decision: null });
  const decision = { id: hold?.id ?? '', decision: 'release', by: '王', why: '换证批次，已核对' } as const;
  expect(await office.decide(decision)).toBe(8);
  expect(await office.decide(decision)).toBeNull();
  expect(await guard()).toEqual([]);
  expect((await waiting()).filter(({ held }) => held === true)).toEqual([]);
  expect((await desk.sweep()).reminders).toHaveLength(8);
  expect(
    await desk.rows("select actor, detail ->> 'why' as why from ops.audit where action = 'held.release'"),
  ).toEqual([{ actor: '王', why: '换证批次，已核对' }]);
});

test('what is cancelled is never sent and owes nothing', async () => {
  await changed(7, 'wrong');
  expect(await guard()).toMatchObject([{ source: 'wrong' }]);
  const [hold] = await office.list(true);
  expect(await office.decide({ id: hold?.id ?? '', decision: 'cancel', by: '王', why: '误报' })).toBe(7);
  expect((await waiting()).filter(({ source }) => source === 'wrong')).toEqual([]);
  const states = `select distinct d.state, l.state as deadline from feedback.delivery d join feedback.message m on m.id = d.message_id
                    join feedback.deadline l on l.delivery_id = d.id where m.source = 'wrong'`;
  expect(await desk.rows(states)).toEqual([{ state: 'cancelled', deadline: 'cancelled' }]);
  expect(await office.list(false)).toMatchObject([
    { decision: 'cancel', messages: 7 },
    { decision: 'release' },
  ]);
});
