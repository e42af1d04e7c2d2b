import { randomUUID } from 'node:crypto';
import { brandAs, type Clock } from '#base/contracts';
import { Database } from '#base/postgres';
import { openCalendar, planDeadline, planLadder } from '#libs/calendar';
import { OutboxMessageWriter } from '#libs/sending';
import { sendDigests, sweepAbreast, type SweepParts, type TrackingPolicy } from '#libs/tracking';
import { cloneDatabase } from '../support/servers.js';
import { mustEqual, whole, type BenchLine } from './report.js';

const deadlines = 100_000;
const departments = 50;
const days = openCalendar({
  version: 'bench',
  publishedFrom: '2026-01-01',
  publishedUntil: '2026-12-31',
  years: [],
  regions: [],
}).forRegion(brandAs('370800'));
const step = { unit: 'workingDay', colour: null } as const;
const policy: TrackingPolicy = {
  approvalBureau: (region) => ({ region, department: brandAs('xzspj') }),
  contact: () => ({ liaison: '联络办公室', leader: null }),
  party: () => 'supervision',
  mayTell: () => true,
  responsible: () => [],
  urgeBefore: () => null,
  plan: (_, start, expects, limit, urgeBefore) => planDeadline(days, start, { expects, limit, urgeBefore }),
  quiet: (_, at) => !days.worksAt(at),
  ladder: (deadline) =>
    planLadder(days, deadline, [
      { ...step, offset: -1, action: 'remind', target: 'liaison' },
      { ...step, offset: 0, action: 'urge', target: 'department' },
      { ...step, offset: 3, action: 'supervise', target: 'centre', colour: 'yellow' },
      { ...step, offset: 5, action: 'supervise', target: 'leader', colour: 'red' },
    ]),
};

/** (d) 100 000 open deadlines: the first look, a look when nothing is due, and the whole of them missed while nobody swept. */
export async function benchSweep(): Promise<BenchLine> {
  const place = await cloneDatabase();
  const database = new Database({ url: place.url, maxConnections: 4, applicationName: 'bench sweep' });
  try {
    await fill(database);
    const first = await timed(database, '2026-03-02T03:00:00Z');
    const idle = await timed(database, '2026-03-02T03:00:00Z');
    const away = await timed(database, '2026-03-11T03:00:00Z');
    await verify(database, away.digests);
    return {
      name: '(d) deadlines',
      figure: `${whole(deadlines)} open deadlines: first look ${first.text}, nothing due ${idle.text}, all missed while away ${away.text}`,
      target: 'each under 10 s',
      baseline: 'none',
      verified: `${whole(deadlines)} missed once, ${whole(3 * deadlines)} steps once each, ${away.digests} digests for ${departments + 1} departments`,
      processes: {},
    };
  } finally {
    await database.close();
    await place.drop();
  }
}

/** Messages of 2 March, to be claimed by the end of the 4th, spread over departments. */
async function fill(database: Database): Promise<void> {
  await database.query(
    `with planned as materialized (
       select gen_random_uuid() as message, gen_random_uuid() as delivery, n from generate_series(1, ${deadlines}) as n
     ), message as (
       insert into feedback.message (id, kind, region, from_region, from_department, key, source, case_no, receipts, body, created_at)
       select message, 'license-decision', '370800', '370800', 'xzspj', 'C-' || n, 's', 'C-' || n, '{claimed}', '{}',
              '2026-03-02T02:00:00Z' from planned
     ), delivery as (
       insert into feedback.delivery (id, message_id, region, department, claim_mode, created_at)
       select delivery, message, '370800', 'd' || n % ${departments}, 'explicit', '2026-03-02T02:00:00Z' from planned
     )
     insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, calendar_version, state, escalates)
     select delivery, 'claimed', 2, 'workingDay', '2026-03-04T15:59:59.999Z', 'bench', 'open', true from planned`,
  );
  await database.query('vacuum analyze feedback.message');
  await database.query('vacuum analyze feedback.delivery');
  await database.query('vacuum analyze feedback.deadline');
}

/** Sweeps at a moment until nothing is due any more, as the relay does. */
async function timed(
  database: Database,
  moment: string,
): Promise<{ readonly text: string; readonly digests: number }> {
  const clock: Clock = { now: () => new Date(moment) };
  const writer = new OutboxMessageWriter();
  const limits = { batchSize: 1_000, catchUpMs: 7_200_000, reminderBudget: 200 };
  const parts: SweepParts = {
    database,
    writer,
    policy: async () => policy,
    clock,
    newId: randomUUID,
    ...limits,
  };
  const started = performance.now();
  let swept = await sweepAbreast(parts, null);
  while (swept.more) swept = await sweepAbreast(parts, swept);
  const digests = await sendDigests(parts);
  return { text: `${((performance.now() - started) / 1000).toFixed(2)} s`, digests: digests.length };
}

/** On 11 March the reminder is overtaken, the urge and the yellow card have passed, the red one is still to come. */
async function verify(database: Database, digests: number): Promise<void> {
  const { rows } = await database.query(
    `select (select count(*)::int from feedback.deadline where state = 'missed' and next_step = 3) as missed,
            (select count(*)::int from feedback.fired_step) as steps,
            (select sum(cardinality(deliveries))::int from feedback.digest_entry where digest is not null) as told,
            (select count(distinct department)::int from feedback.digest_entry) as departments,
            (select count(*)::int from feedback.message where kind in ('urge', 'supervise')) as messages`,
  );
  const [found] = rows;
  mustEqual('missed', found?.['missed'], deadlines);
  mustEqual('steps taken', found?.['steps'], 3 * deadlines);
  mustEqual('recipients told', found?.['told'], 3 * deadlines);
  mustEqual('departments', found?.['departments'], departments + 1);
  mustEqual('digests', digests, departments + 1);
  mustEqual('messages', found?.['messages'], departments + 1);
}
