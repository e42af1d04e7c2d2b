import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../../test/support/eventually.js';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { Database } from './database.js';
import { startHeartbeat } from './heartbeat.js';

let clone: TestDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'heartbeat spec' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

test('a process says how it is while it runs, and that it stopped in order', async () => {
  const checks = [{ name: 'consumer', ready: true, sentence: '正常' }];
  const stop = startHeartbeat({ process: 'relay', database, report: () => Promise.resolve({ checks }) });
  const said = async (): Promise<readonly unknown[]> =>
    (await database.query(`select name, checks, stopped_at is not null as stopped from ops.process`)).rows;
  await eventually(async () => expect(await said()).toEqual([{ name: 'relay', checks, stopped: false }]));
  await stop();
  expect(await said()).toEqual([{ name: 'relay', checks, stopped: true }]);
});
