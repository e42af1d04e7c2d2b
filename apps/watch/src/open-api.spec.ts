import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { openTelemetry } from '#base/telemetry';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { WatchTelemetry } from './health.controller.js';
import { openApi } from './open-api.js';

let clone: TestDatabase;
let store: ReportStore;
let app: NestFastifyApplication;
let url = '';

beforeAll(async () => {
  clone = await cloneDatabase();
  store = new ReportStore({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  const telemetry = openTelemetry({
    process: 'watch',
    log: { file: '', level: 'error' },
    terminal: () => undefined,
  });
  app = await openApi({
    store,
    topics: new TopicNames(),
    desk: new ParkedDesk(store.plane, systemClock),
    telemetry: new WatchTelemetry(telemetry),
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await store.close();
  await clone.drop();
});

const answers: readonly (readonly [string, number, string])[] = [
  ['/api/v1/status', 200, '"settled":false'],
  ['/api/v1/sources', 200, '[]'],
  ['/api/v1/drift?all=true', 200, '[]'],
  ['/api/v1/costs?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/departments', 200, '[]'],
  ['/api/v1/parked?code=HUB_CODE_UNKNOWN', 200, '[]'],
  ['/api/v1/parked?after=12&limit=5', 200, '[]'],
  ['/api/v1/parked/groups?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/runs?source=370800.zjj.front', 200, '[]'],
  ['/api/v1/deliveries?overdue=true&limit=5', 200, '[]'],
  ['/api/v1/waiting', 200, '[]'],
  ['/api/v1/nobody-to-tell', 200, '[]'],
  ['/api/v1/cases/NONE', 404, '没有这个办件'],
  ['/api/v1/parked/1', 404, '没有这个编号'],
  ['/api/v1/parked/abc', 400, '不正确'],
  ['/api/v1/parked?cod=X', 400, 'cod'],
  ['/health/live', 200, '"live":true'],
  ['/health/ready', 200, '"ready":true'],
  ['/metrics', 200, 'process_cpu_seconds_total'],
  ['/elsewhere', 404, '没有这个地址'],
];

test.each(answers)('%s is answered with %i', async (path, status, text) => {
  const response = await fetch(url + path);
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)]);
});

test('nothing can be changed over the API', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect((await fetch(`${url}/api/v1/parked/1`, { method })).status).toBe(404);
  }
});
