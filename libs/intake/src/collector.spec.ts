import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs, HubError, systemClock, type SourceId, type SourceReader } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { silentObserver } from '../../../test/support/silent-observer.js';
import { Collector } from './collector.js';
import { applySources } from './apply-sources.js';
import type { SourceDocument } from './source-document.js';

const settings = {
  leaseMs: 600,
  heartbeatMs: 100,
  claimMs: 50,
  faultRestMs: 60_000,
  retryFirstMs: 20,
  retryMaxMs: 100,
  stallMs: 60_000,
  breaker: { mostAnHour: 2, restMs: 60_000, longestRestMs: 60_000 },
};
let place: TestDatabase;
let database: Database;
let running: { readonly stop: AbortController; readonly done: Promise<void> }[];
/** Which sources are open now, by whom; two at once is the offence. */
let open: Map<SourceId, string>;
let offences: string[];
let faulty: Set<string>;
let hanging: Set<string>;

const document = (system: string, name = '前置库', budget = '{}'): SourceDocument => ({
  path: `${system}.yaml`,
  text: `
document: source
id: 370800.zjj.${system}
name: ${name}
connector: none
standard: shandong-front
generation: a
read: { poll: 20ms }
budget: ${budget}
streams: [{ name: result, kind: result, table: T, mode: keyset, cursor: M, key: [PROJID], caseNumber: PROJID }]
`,
});
const four = ['a', 'b', 'c', 'd'].map((system) => document(system));
const decree = { at: new Date(), by: 'spec', why: 'spec' };
const load = (documents: readonly SourceDocument[]) =>
  database.transaction((tx) => applySources(tx, documents, decree, { admit: ['*'] }));

function readerOf(source: SourceId, owner: string): SourceReader {
  if (open.has(source)) offences.push(`${source}: ${owner} beside ${open.get(source)}`);
  open.set(source, owner);
  return {
    now: async () => {
      if (faulty.has(source)) throw new HubError('HUB_SOURCE_DENIED', '账号被拒绝', {});
      return new Date();
    },
    async *read() {
      if (hanging.has(source)) yield await new Promise<never>(() => undefined);
    },
    acknowledge: async () => undefined,
    check: async () => [],
    columns: async () => [],
    close: async () => void open.delete(source),
  };
}

function start(
  owner: string,
  patience: Partial<typeof settings> = {},
): { readonly collector: Collector; readonly stop: () => Promise<void> } {
  const ports = {
    database,
    publisher: { publish: async () => undefined },
    topics: new TopicNames(),
    clock: systemClock,
    observer: silentObserver,
    open: async ({ id }: { readonly id: SourceId }) => readerOf(id, owner),
    knownCodes: async () => new Map(),
    random: () => 0,
  };
  const collector = new Collector(ports, owner, { ...settings, ...patience });
  const stop = new AbortController();
  const done = collector.run(stop.signal);
  running.push({ stop, done });
  return {
    collector,
    stop: () => {
      stop.abort();
      return done;
    },
  };
}

async function eventually(claim: () => boolean | Promise<boolean>): Promise<void> {
  const patience = AbortSignal.timeout(60_000);
  while (!(await claim())) {
    if (patience.aborted) throw new Error(`never came true: ${String(claim)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 8, applicationName: 'collector spec' });
});

beforeEach(async () => {
  await database.query('truncate intake.source, intake.checkpoint, intake.collector cascade');
  running = [];
  open = new Map();
  offences = [];
  faulty = new Set();
  hanging = new Set();
});

afterEach(async () => {
  for (const { stop } of running) stop.abort();
  await Promise.all(running.map(({ done }) => done));
});

afterAll(async () => {
  await database.close();
  await place.drop();
});

test('two collectors share the sources evenly and never read one twice', async () => {
  await load(four);
  const first = start('first');
  await eventually(() => first.collector.held.length === 4);
  const second = start('second');
  await eventually(() => first.collector.held.length === 2 && second.collector.held.length === 2);
  await eventually(() => open.size === 4);
  await second.stop();
  await eventually(() => first.collector.held.length === 4);
  expect(offences).toEqual([]);
});

test('a stopped collector gives every lease back at once', async () => {
  await load(four);
  const { collector, stop } = start('only');
  await eventually(() => collector.held.length === 4);
  await stop();
  const left = 'select source from intake.lease union all select owner from intake.collector';
  const { rows } = await database.query(left);
  expect(rows).toEqual([]);
  expect(open.size).toBe(0);
});

test("a killed collector's sources are taken over when its lease runs out, and its run is closed", async () => {
  await load([document('a')]);
  const from = Date.now();
  await database.query(
    `insert into intake.lease values ('370800.zjj.a', 'killed', now(), now() + interval '400 milliseconds')`,
  );
  await database.query(
    `insert into intake.run (source, owner, version, started_at) values ('370800.zjj.a', 'killed', 1, now())`,
  );
  const { collector } = start('heir');
  await eventually(() => open.size === 1);
  expect(Date.now() - from).toBeGreaterThanOrEqual(300);
  expect(collector.held).toEqual(['370800.zjj.a']);
  const { rows } = await database.query(`select outcome from intake.run where owner = 'killed'`);
  expect(rows).toEqual([{ outcome: 'abandoned' }]);
});

test('a collector that lost its lease stops reading', async () => {
  await load([document('a')]);
  const { collector } = start('loser');
  await eventually(() => open.size === 1);
  await database.query(`update intake.lease set owner = 'somebody', held_until = now() + interval '1 hour'`);
  await eventually(() => open.size === 0 && collector.held.length === 0);
});

test('a source at fault is marked and parked, and rests; the others go on', async () => {
  faulty.add('370800.zjj.b');
  await load([document('a'), document('b')]);
  const { collector } = start('only');
  const faults = `select 1 from intake.source s join ops.parked p on p.subject = s.id and p.code = s.fault_code
    where p.cause = 'fetch' and p.state = 'parked' and p.code = 'HUB_SOURCE_DENIED'`;
  const count = async (): Promise<number> => (await database.query(faults)).rows.length;
  await eventually(async () => (await count()) === 1 && collector.held.length === 1);
  expect(collector.held).toEqual(['370800.zjj.a']);
  faulty.clear();
  await load([document('a'), document('b', '改正后的前置库')]);
  await eventually(async () => collector.held.length === 2 && (await count()) === 0);
});

test('a changed definition is read anew, a removed one no more, the same one changes nothing', async () => {
  await load([document('a'), document('b')]);
  const again = await load([document('a'), document('b')]);
  expect(again.unchanged).toEqual(['370800.zjj.a', '370800.zjj.b']);
  const { collector } = start('only');
  await eventually(() => collector.held.length === 2);
  const applied = await load([document('a', '新名称')]);
  expect(applied).toMatchObject({ changed: ['370800.zjj.a'], removed: ['370800.zjj.b'] });
  await eventually(async () => {
    const { rows } = await database.query(
      `select 1 from intake.run where version = 2 and outcome = 'running'`,
    );
    return rows.length === 1 && collector.held.length === 1;
  });
  // The reading by the former definition was asked to end; nothing was taken from it, and the source is not at fault.
  const ends = await database.query(`select distinct outcome from intake.run where version = 1`);
  expect([ends.rows, offences]).toEqual([[{ outcome: 'stopped' }], []]);
});

const healthOf = async (source: string): Promise<Record<string, unknown> | undefined> => {
  const { rows } = await database.query('select * from intake.health where source = $1', [source]);
  return rows[0];
};

test('a reading that hangs is started again up to a bound, then rests, and one trial brings it back', async () => {
  hanging.add('370800.zjj.a');
  await load([document('a')]);
  start('only', { stallMs: 200, breaker: { mostAnHour: 2, restMs: 600, longestRestMs: 600 } });
  await eventually(async () => (await healthOf('370800.zjj.a'))?.['open_until'] instanceof Date);
  const { rows } = await database.query(`select 1 from intake.run where fault_code = 'HUB_SOURCE_STALLED'`);
  expect(rows).toHaveLength(3);
  hanging.clear();
  // On a slow machine even a sound reading may be taken for a hanging one, and is started again.
  await eventually(async () => {
    const { openings, failures } = (await healthOf('370800.zjj.a')) ?? {};
    return openings === 0 && Array.isArray(failures) && failures.length === 0;
  });
  expect(await healthOf('370800.zjj.a')).toMatchObject({ open_until: null, trial: false });
});

test('outside the hours a department allows, nothing is opened, and it is said until when', async () => {
  const inZone = (hours: number): string =>
    new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(11, 16);
  await load([document('a', '前置库', `{ hours: "${inZone(2)}-${inZone(3)}" }`), document('b')]);
  const { collector } = start('only');
  await eventually(() => collector.held.length === 2 && open.has(brandAs('370800.zjj.b')));
  await eventually(async () => (await healthOf('370800.zjj.a'))?.['closed_until'] instanceof Date);
  expect([...open.keys()]).toEqual(['370800.zjj.b']);
});
