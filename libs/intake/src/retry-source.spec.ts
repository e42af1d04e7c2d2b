import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brandAs, HubError, systemClock, type SourceId, type SourceReader } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { eventually } from '../../../test/support/eventually.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { silentObserver } from '../../../test/support/silent-observer.js';
import { applySources } from './apply-sources.js';
import { Collector, type CollectorSettings } from './collector.js';
import { retrySource } from './retry-source.js';

const source = brandAs<SourceId>('370800.zjj.a');
const text = `
document: source
id: ${source}
name: 前置库
connector: none
standard: shandong-front
generation: a
read: { poll: 20ms }
streams: [{ name: result, kind: result, table: T, mode: keyset, cursor: M, key: [PROJID], caseNumber: PROJID }]
`;
const quick: CollectorSettings = {
  leaseMs: 600,
  heartbeatMs: 100,
  claimMs: 50,
  faultRestMs: 60_000,
  retryFirstMs: 60_000,
  retryMaxMs: 60_000,
  stallMs: 60_000,
  breaker: { mostAnHour: 2, restMs: 60_000, longestRestMs: 60_000 },
};
let clone: TestDatabase;
let database: Database;
let fault: HubError | null;
let hangs: boolean;
let ended: () => Promise<void>;

const reader: SourceReader = {
  now: async () => {
    if (fault !== null) throw fault;
    return new Date();
  },
  async *read() {
    if (hangs) yield await new Promise<never>(() => undefined);
  },
  acknowledge: async () => undefined,
  check: async () => [],
  columns: async () => [],
  close: async () => undefined,
};

function start(settings: Partial<CollectorSettings> = {}): void {
  const ports = {
    database,
    publisher: { publish: async () => undefined },
    topics: new TopicNames(),
    clock: systemClock,
    observer: silentObserver,
    open: async () => reader,
    knownCodes: async () => new Map(),
    random: () => 0,
  };
  const stop = new AbortController();
  const done = new Collector(ports, 'one', { ...quick, ...settings }).run(stop.signal);
  ended = async () => {
    stop.abort();
    await done;
  };
}

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 8, applicationName: 'retry spec' });
});
beforeEach(async () => {
  fault = null;
  hangs = false;
  ended = async () => undefined;
  await database.query('truncate intake.source, intake.checkpoint, intake.collector cascade');
  const documents = [{ path: 'a.yaml', text }];
  const context = { at: new Date(), by: 'spec', why: 'spec' };
  await database.transaction((tx) => applySources(tx, documents, context, { admit: ['*'] }));
});
afterEach(() => ended());
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const ask = (why: string, id = source) =>
  database.transaction((tx) => retrySource(tx, id, { by: '王', why, at: new Date() }));

async function shown(): Promise<{ readonly fault: string | null; readonly seconds: number | null }> {
  const { rows } = await database.query<{ fault: string | null; seconds: number | null }>(
    `select fault_code as fault, extract(epoch from next_try_at - now())::float8 as seconds from intake.source`,
  );
  return rows[0] ?? { fault: null, seconds: null };
}

async function openUntil(): Promise<Date | null> {
  const { rows } = await database.query<{ at: Date | null }>('select open_until as at from intake.health');
  return rows[0]?.at ?? null;
}

async function readUp(): Promise<boolean> {
  const { rows } = await database.query('select from intake.checkpoint where drained_at is not null');
  return rows.length === 1;
}

test.each([
  ['a person must end', new HubError('HUB_SOURCE_DENIED', '账号被拒绝。')],
  ['may pass', new HubError('HUB_SOURCE_UNREACHABLE', '连不上。')],
])(
  'after a fault that %s the next try is shown, and a person who asks has it at once',
  async (_what, thrown) => {
    fault = thrown;
    start();
    await eventually(async () => expect((await shown()).fault).toBe(thrown.code));
    expect((await shown()).seconds).toBeGreaterThan(20);
    fault = null;
    expect(await ask('部门已改口令')).toEqual({ asked: true });
    await eventually(async () => expect((await shown()).fault).toBe(null));
    expect(await shown()).toEqual({ fault: null, seconds: null });
    expect(await ask('再试')).toEqual({ asked: false });
    const { rows } = await database.query(
      `select actor, detail from ops.audit where action = 'source.retry' order by at desc limit 1`,
    );
    expect(rows).toEqual([{ actor: '王', detail: { why: '部门已改口令', fault: thrown.code } }]);
  },
);

test('a retry closes the breaker', async () => {
  hangs = true;
  start({ stallMs: 50, breaker: { mostAnHour: 0, restMs: 3_600_000, longestRestMs: 3_600_000 } });
  await eventually(async () => expect(await openUntil()).not.toBe(null));
  hangs = false;
  expect(await ask('对方已恢复')).toEqual({ asked: true });
  expect(await openUntil()).toBe(null);
  await eventually(async () => expect(await readUp()).toBe(true));
});

test('what is not read cannot be tried', async () => {
  await database.query(`update intake.source set state = 'paused'`);
  expect(await ask('试试')).toEqual({ refused: expect.stringContaining('没有启用') });
  expect(await ask('试试', brandAs('370800.zjj.none'))).toEqual({
    refused: expect.stringContaining('没有数据源'),
  });
});
