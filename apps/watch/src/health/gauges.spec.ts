import { expect, test } from '@jest/globals';
import { HubError, systemClock } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { openTelemetry, Progress } from '#base/telemetry';
import type { HubStatus } from '#libs/reporting';
import { keepGauges } from './gauges.js';

const status: HubStatus = {
  settled: true,
  complete: true,
  outages: [],
  sources: [
    {
      source: '370800.zjj.front',
      name: '',
      connector: 'mysql',
      standard: 's',
      generation: 'A',
      state: 'enabled',
      enabled: true,
      fault: null,
      health: {
        state: 'running',
        healthy: true,
        sentence: '正在读取，有进展',
        nextAt: null,
        throttledBy: null,
      },
      openDrift: 0,
      owner: null,
      read: 1,
      repeated: 0,
      unified: 1,
      unchanged: 0,
      parked: 0,
      waiting: 0,
      freshness: 2,
      progressAt: null,
      streams: [
        {
          stream: 'result',
          table: null,
          mode: null,
          read: 1,
          repeated: 0,
          progressAt: new Date(5000),
          drainedAt: new Date(5000),
          freshness: 2,
          heldAt: null,
        },
      ],
    },
  ],
  departments: [],
  outbox: { messages: 3, failing: 0, oldestAge: 1.5 },
  fuses: [],
  holds: [],
  parked: [
    { source: '370800.zjj.front', code: 'HUB_CODE_UNKNOWN', cause: 'map', parked: 2 },
    { source: '370800.zjj.front', code: 'HUB_CODE_UNKNOWN', cause: 'parse', parked: 1 },
  ],
  nobodyToTell: [{ region: '370800', cases: 4 }],
  breaches: {},
  routes: [],
  grants: [
    { region: '370800', department: 'zjj', name: 'source.370800.zjj.front.url', expiresAt: new Date(7000) },
    { region: '370800', department: 'zjj', name: 'source.370800.zjj.rest.key', expiresAt: new Date(9000) },
  ],
};

test('gauges follow the status; a failed round makes watch not ready, the next good one heals it', async () => {
  const lines: string[] = [];
  const { log, metrics } = openTelemetry({
    process: 'watch',
    log: { file: '', level: 'info' },
    terminal: (line) => lines.push(line),
  });
  const progress = new Progress(systemClock, 60_000);
  const stop = new AbortController();
  const readiness: boolean[] = [];
  let round = 0;
  const next = (): Promise<HubStatus> => {
    readiness.push(progress.check().ready);
    round += 1;
    if (round === 4) stop.abort();
    if (round === 2)
      return Promise.reject(new HubError('HUB_DATABASE_UNREACHABLE', '枢纽数据库暂时连不上。'));
    return Promise.resolve(status);
  };
  const lag = async () => [
    { group: 'hub-normalise', topic: 'hub.raw.370800.zjj.front', messages: 7, seconds: 0.5 },
  ];
  await keepGauges(
    {
      status: next,
      lag,
      topics: new TopicNames(),
      breakers: () => Promise.resolve([{ interface: 'enterprise', open: true }]),
    },
    metrics,
    { log, progress, everyMs: 1 },
    stop.signal,
  );
  expect(readiness).toEqual([false, true, false, true]);
  expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    expect.stringContaining('枢纽数据库暂时连不上'),
    expect.stringContaining('恢复更新'),
  ]);
  const text = await metrics.text();
  for (const line of [
    'hub_consumer_lag_messages{stage="normalise",topic="hub.raw.370800.zjj.front"} 7',
    'hub_source_freshness_seconds{source="370800.zjj.front",stream="result"} 2',
    'hub_source_last_progress_timestamp_seconds{source="370800.zjj.front",stream="result"} 5',
    'hub_parked_records{source="370800.zjj.front",code="HUB_CODE_UNKNOWN"} 3',
    'hub_nobody_to_tell_cases{region="370800"} 4',
    'hub_lookup_breaker_open{interface="enterprise"} 1',
    'hub_outbox_oldest_age_seconds 1.5',
    'hub_secret_expires_timestamp_seconds{region="370800",department="zjj"} 7',
  ]) {
    expect(text).toContain(line);
  }
});
