import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PromiseName } from '../promises.js';
import { keeps, promisesOf } from './connector-promises.js';
import { startFakeServer, type FakeServer } from './fake-server.js';
import { fakeSubject } from './fake.subject.js';

let server: FakeServer;
const names = promisesOf({ waivers: {} });

beforeAll(async () => void (server = await startFakeServer()));
afterAll(() => server.close());

test.each(names)('a sound connector keeps %s', (name) => keeps(name, fakeSubject(server, null)));

test.each(names)('a connector with one defect breaks %s', async (name: PromiseName) => {
  await expect(keeps(name, fakeSubject(server, name))).rejects.toThrow();
});
