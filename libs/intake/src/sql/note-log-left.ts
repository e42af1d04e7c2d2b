import type { Queryable, SourceId } from '#base/contracts';

/** Our mark is out of the log: as long as the source stays retired there is nothing to look at. */
export async function noteLogLeft(database: Queryable, source: SourceId): Promise<void> {
  await database.query(
    `update intake.source set log_seen_at = 'infinity' where id = $1 and state = 'retired'`,
    [source],
  );
}
