import { Database } from '#base/postgres';
import { everything, readMonthlyReport, type FigureFilter } from '#libs/reporting';
import { cloneDatabase } from '../support/servers.js';
import { mustEqual, whole, type BenchLine } from './report.js';

const cases = 100_000;
const days = 365;
/** March, by the Beijing calendar. */
const march: FigureFilter = {
  ...everything(new Date('2026-12-31T16:00:00Z')),
  region: '370800',
  below: true,
  since: new Date('2026-02-28T16:00:00Z'),
  before: new Date('2026-03-31T16:00:00Z'),
};

/** The monthly report of a city with its counties in a year of 100 000 cases told to fifty departments, one in ten claimed too late. */
export async function benchMonthlyReport(): Promise<BenchLine> {
  const place = await cloneDatabase();
  const database = new Database({ url: place.url, maxConnections: 4, applicationName: 'bench report' });
  try {
    const pushed = await fill(database);
    const started = performance.now();
    const { total, sheets } = await readMonthlyReport(database, march);
    const seconds = (performance.now() - started) / 1000;
    mustEqual('pushed', total.counts.pushed, pushed);
    return {
      name: 'report',
      figure: `the month of ${whole(pushed)} of ${whole(cases)} cases in ${sheets.length} sheets: ${seconds.toFixed(2)} s`,
      target: 'under 5 s',
      baseline: 'none',
      verified: `${whole(total.counts.pushed)} pushed, ${whole(total.counts.late)} late, ${whole(total.counts.yellow)} yellow cards`,
      processes: {},
    };
  } finally {
    await database.close();
    await place.drop();
  }
}

/** Evenly over the year; answers how many of the month were pushed. */
async function fill(database: Database): Promise<number> {
  await database.query(
    `with planned as materialized (
       select n, gen_random_uuid() as id, '2026-01-01T02:00:00Z'::timestamptz + n % ${days} * interval '1 day' as at,
              (array['370800', '370811', '370881'])[n % 3 + 1] as region, n % 10 = 0 as late
         from generate_series(1, ${cases}) as n
     ), message as (
       insert into feedback.message (id, kind, region, from_region, from_department, key, source, case_no, item, receipts, body, created_at)
       select id, 'license-decision', region, region, 'xzspj', 'C-' || n, 's', 'C-' || n, 'I-' || n % 40, '{received,claimed}', '{}', at from planned
     ), delivery as (
       insert into feedback.delivery (id, message_id, region, department, claim_mode, state, created_at, delivered_at, received_at, claimed_at)
       select id, id, region, 'd' || n % 50, 'explicit', 'claimed', at, at, at + interval '1 h',
              at + case when late then interval '6 days' else interval '5 h' end from planned
     ), step as (
       insert into feedback.fired_step (delivery_id, expects, step, planned_at, fired_at, action, target, colour, addressees, told, messages)
       select id, 'claimed', 2, at, at + interval '5 days', 'supervise', 'centre', 'yellow', '{}', 'message', '{}' from planned where late
     )
     insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, calendar_version, state, escalates, met_at, next_at)
     select id, 'claimed', 2, 'workingDay', at + interval '2 days', 'bench', case when late then 'missed' else 'met' end, true,
            at + case when late then interval '6 days' else interval '5 h' end, null from planned`,
  );
  for (const table of ['message', 'delivery', 'deadline', 'fired_step'])
    await database.query(`vacuum analyze feedback.${table}`);
  const { rows } = await database.query<{ pushed: number }>(
    'select count(*)::int as pushed from feedback.delivery where delivered_at >= $1 and delivered_at < $2',
    [march.since, march.before],
  );
  return rows[0]?.pushed ?? 0;
}
