import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/servers.js';
import { ControlPlane, Database, EntitySchema } from './index.js';

interface Note {
  readonly id: string;
  readonly text: string;
}

const note = new EntitySchema<Note>({
  name: 'note',
  columns: { id: { type: 'bigint', primary: true }, text: { type: 'text' } },
});
let clone: TestDatabase;
let database: Database;
let plane: ControlPlane;

beforeAll(async () => {
  clone = await emptyDatabase();
  const settings = { url: clone.url, maxConnections: 2, applicationName: 'hub test' };
  database = new Database(settings);
  plane = new ControlPlane(settings, [note]);
  await database.query('create table note (id bigint primary key, text text not null unique)');
});
afterAll(async () => {
  await plane.close();
  await database.close();
  await clone.drop();
});

test('whoever comes while it opens waits for it, and the connections carry the name', async () => {
  const counts = await Promise.all([1, 2, 3].map(() => plane.use((manager) => manager.count(note))));
  expect(counts).toEqual([0, 0, 0]);
  const { rows } = await database.query(
    'select count(*)::int as connections from pg_stat_activity where application_name = $1 and datname = current_database()',
    ['hub test'],
  );
  expect(rows).toEqual([{ connections: 3 }]);
});

test('a transaction that throws leaves nothing behind', async () => {
  const broken = plane.transaction(async (manager) => {
    await manager.insert(note, { id: '1', text: 'a' });
    throw new Error('changed my mind');
  });
  await expect(broken).rejects.toThrow('changed my mind');
  expect(await plane.use((manager) => manager.find(note))).toEqual([]);
});

test('a refused statement is told without its values', async () => {
  await plane.use((manager) => manager.insert(note, { id: '2', text: '张三丰' }));
  const thrown: unknown = await plane
    .use((manager) => manager.insert(note, { id: '2', text: '李四光' }))
    .catch((cause: unknown) => cause);
  expect(thrown).toMatchObject({ code: '23505' });
  expect(thrown).not.toHaveProperty('parameters');
});

test('a server that is not there is a fault to retry; closing what never opened is fine', async () => {
  const url = 'postgres://hub@127.0.0.1:1/hub';
  const nowhere = new ControlPlane({ url, maxConnections: 1, applicationName: 'hub test' }, [note]);
  const fault = { code: 'HUB_DATABASE_UNREACHABLE', remedy: 'retry' };
  await expect(nowhere.use((manager) => manager.count(note))).rejects.toMatchObject(fault);
  await nowhere.close();
});

test('connections the server cut are replaced', async () => {
  await database.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  const eventually = async (left: number): Promise<number> =>
    plane
      .use((manager) => manager.count(note))
      .catch((thrown: unknown) => {
        expect(thrown).toMatchObject({ code: 'HUB_DATABASE_UNREACHABLE' });
        return left > 0 ? eventually(left - 1) : -1;
      });
  expect(await eventually(3)).toBe(1);
});
