import type { Queryable, SourceId } from '#base/contracts';

/** Says until when the department's hours keep a source unread; null when they do not. */
export async function noteHours(database: Queryable, source: SourceId, until: Date | null): Promise<void> {
  await database.query(
    `insert into intake.health (source, closed_until) values ($1, $2)
     on conflict (source) do update set closed_until = excluded.closed_until`,
    [source, until],
  );
}
