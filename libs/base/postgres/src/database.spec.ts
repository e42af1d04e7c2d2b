import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { Database, textArray } from './index.js';

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

test('a statement with a column of values carries every other parameter as well', async () => {
  const at = new Date('2026-03-02T01:00:00.000Z');
  const { rows } = await database.query(
    'select $1::text[] as many, $2::text as one, $3::text as none, $4::int as number, $5::timestamptz as at, $6::boolean as flag, $7::jsonb as json',
    [textArray(['甲', null, '𠮷 "b"\\', '']), '乙', null, 7, at, true, JSON.stringify({ a: '丙' })],
  );
  expect(rows).toEqual([
    {
      many: ['甲', null, '𠮷 "b"\\', ''],
      one: '乙',
      none: null,
      number: 7,
      at,
      flag: true,
      json: { a: '丙' },
    },
  ]);
});

test('a refused statement with a column of values leaves its connection usable', async () => {
  await expect(database.query('select $1::text[]::int[]', [textArray(['x'])])).rejects.toMatchObject({
    code: '22P02',
  });
  const column = textArray(Array.from({ length: 50_000 }, (_, index) => `值${index}`));
  const counted = await database.query('select count(*)::int as count from unnest($1::text[]) as x', [
    column,
  ]);
  expect(counted.rows).toEqual([{ count: 50_000 }]);
});
