import type { Queryable } from '#base/contracts';

/** Makes the table of the sample departments' own records, and the tally of the front databases, where they are missing. */
export async function makeShelf(database: Queryable): Promise<void> {
  await database.query('create schema if not exists sandbox');
  await database.query(`
    create table if not exists sandbox.record (
      position   bigint generated always as identity,
      source     text not null,
      stream     text not null,
      identity   text not null,
      written_at timestamptz not null,
      body       jsonb not null,
      parked     text,
      primary key (source, stream, identity, written_at)
    )`);
  await database.query(`
    create table if not exists sandbox.tally (
      source   text primary key,
      rows     integer not null,
      parked   integer not null,
      unrouted integer not null
    )`);
  await database.query(
    'create index if not exists record_time on sandbox.record (source, stream, written_at, position)',
  );
}
