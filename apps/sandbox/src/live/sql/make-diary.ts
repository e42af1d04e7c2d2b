import type { Queryable } from '#base/contracts';

/** Makes the sample departments' diary where it is missing: what they mean to do, and how far each has read its topic. */
export async function makeDiary(database: Queryable): Promise<void> {
  await database.query(`
    create table if not exists sandbox.diary (
      desk       text not null,
      message_id text not null,
      act        text not null,
      due_at     timestamptz not null,
      facts      jsonb not null,
      primary key (desk, message_id, act)
    )`);
  await database.query('create index if not exists diary_due on sandbox.diary (due_at)');
  await database.query(`
    create table if not exists sandbox.read_up_to (
      desk        text not null,
      topic       text not null,
      part        integer not null,
      next_offset bigint not null,
      primary key (desk, topic, part)
    )`);
}
