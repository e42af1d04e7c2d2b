import type { Queryable } from '#base/contracts';

/** Says that this collector is here, forgets those long gone, and answers how many are here now and how many sources there are to share. */
export async function announceCollector(
  database: Queryable,
  owner: string,
  presenceMs: number,
): Promise<{ readonly collectors: number; readonly sources: number }> {
  const { rows } = await database.query<{ collectors: number; sources: number }>(
    `with here as (
       insert into intake.collector (owner, seen_at) values ($1, now())
       on conflict (owner) do update set seen_at = now()
     ), gone as (
       delete from intake.collector where owner <> $1 and seen_at < now() - $2 * interval '10 milliseconds'
     )
     select (select count(*)::int from intake.collector
              where owner <> $1 and seen_at > now() - $2 * interval '1 millisecond') + 1 as collectors,
            (select count(*)::int from intake.source where enabled and connector <> 'push') as sources`,
    [owner, presenceMs],
  );
  return rows[0] ?? { collectors: 1, sources: 0 };
}
