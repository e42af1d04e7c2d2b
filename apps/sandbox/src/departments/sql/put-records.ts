import type { Queryable } from '#base/contracts';
import type { SampleRecord } from '../sample-record.js';

/** Puts records on the shelf; those that lie there already stay as they are. */
export async function putRecords(database: Queryable, records: readonly SampleRecord[]): Promise<void> {
  await database.query(
    `insert into sandbox.record (source, stream, identity, written_at, body, parked)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[], $6::text[])
     on conflict do nothing`,
    [
      records.map(({ source }) => source),
      records.map(({ stream }) => stream),
      records.map(({ identity }) => identity),
      records.map(({ writtenAt }) => writtenAt),
      records.map(({ body }) => JSON.stringify(body)),
      records.map(({ parked }) => parked),
    ],
  );
}
