import type { Queryable } from '#base/contracts';

/** Makes the journal's coming partitions and drops those that ended before `since`; answers how many were dropped. */
export async function keepJournal(database: Queryable, today: Date, since: Date): Promise<number> {
  const { rows } = await database.query<{ readonly dropped: number }>(
    `select access.keep_journal($1::date, $2::date) as dropped
       from (select pg_advisory_xact_lock(hashtext('access.journal'))) held`,
    [today, since],
  );
  return rows[0]?.dropped ?? 0;
}
