import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { Database } from './index.js';

let clone: TestDatabase;
let database: Database;

beforeAll(async () => {
  clone = await emptyDatabase();
  database = new Database({ url: clone.url, maxConnections: 1, applicationName: 'hub test' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

test('inside a transaction nothing waits for a second connection: it is refused at once', async () => {
  const one = (): Promise<unknown> => database.query('select 1');
  await expect(database.transaction(one)).rejects.toThrow('use its tx');
  await expect(database.transaction(() => database.transaction(one))).rejects.toThrow('use its tx');
});

test('what a transaction began may use the pool once it is over', async () => {
  const over = Promise.withResolvers<undefined>();
  const later = await database.transaction((tx) => {
    const waiting = over.promise.then(() => database.query('select 2 as two'));
    return tx.query('select 1').then(() => ({ waiting }));
  });
  over.resolve(undefined);
  expect((await later.waiting).rows).toEqual([{ two: 2 }]);
});
