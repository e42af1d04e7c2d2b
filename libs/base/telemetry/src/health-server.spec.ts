import { expect, test } from '@jest/globals';
import { Progress, openTelemetry, newTraceparent, childTraceparent, type Telemetry } from './index.js';

const start = Date.parse('2026-03-02T01:00:00Z');
let now = start;
const clock = { now: () => new Date(now) };

function telemetry(): Telemetry {
  return openTelemetry({
    process: 'relay',
    log: { file: '', level: 'error' },
    clock,
    terminal: () => undefined,
  });
}

async function served(
  parts: Telemetry,
  path: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const server = await parts.listen(0);
  try {
    const response = await fetch(`${server.url}${path}`);
    return { status: response.status, text: await response.text() };
  } finally {
    await server.close();
  }
}

test('ready means progress: a process that merely runs is not ready, one that moved is, one that stopped moving is not', async () => {
  now = start;
  const parts = telemetry();
  const progress = new Progress(clock, 5000);
  parts.health.add('outbox', progress.check);
  expect(await served(parts, '/health/ready')).toMatchObject({
    status: 503,
    text: expect.stringContaining('尚未取得进展'),
  });
  progress.moved();
  expect((await served(parts, '/health/ready')).status).toBe(200);
  now += 6000;
  expect(await served(parts, '/health/ready')).toMatchObject({
    status: 503,
    text: expect.stringContaining('6 秒没有进展'),
  });
  progress.idle();
  progress.failed('数据源不可达');
  expect(await served(parts, '/health/ready')).toMatchObject({
    status: 503,
    text: expect.stringContaining('数据源不可达'),
  });
});

test('a check that throws makes the process not ready instead of breaking the answer', async () => {
  const parts = telemetry();
  parts.health.add('database', () => {
    throw new Error('canary');
  });
  const answer = await served(parts, '/health/ready');
  expect(answer.status).toBe(503);
  expect(answer.text).not.toContain('canary');
  expect((await served(parts, '/health/live')).status).toBe(200);
});

test('metrics carry the hub’s names and leave out what is misnamed', async () => {
  const parts = telemetry();
  parts.metrics.count('hub_records_read_total', { source: '370800.zjj.front', stream: 'result' }, 3);
  parts.metrics.observe('hub_stage_duration_seconds', { stage: 'relay' }, 0.2);
  parts.metrics.set('hub_outbox_messages', {}, 7);
  const { text } = await served(parts, '/metrics');
  expect(text).toContain('hub_records_read_total{source="370800.zjj.front",stream="result"} 3');
  expect(text).toContain('hub_outbox_messages 7');
  expect(text).toContain('hub_stage_duration_seconds_bucket{le="0.25",stage="relay"} 1');
  expect(text).not.toMatch(/nodejs_active_\w+_total/);
  expect(text).not.toContain('hub_receipts_total');
});

test('a trace keeps its id from span to span, a broken parent begins a new one', () => {
  let byte = 0;
  const random = (size: number): Uint8Array => new Uint8Array(size).fill((byte += 1));
  const first = newTraceparent(random);
  expect(first).toMatch(/^00-(01){16}-(02){8}-01$/);
  expect(childTraceparent(first, random)).toMatch(/^00-(01){16}-(03){8}-01$/);
  expect(childTraceparent('garbage', random)).toMatch(/^00-(04){16}-(05){8}-01$/);
});
