import type { Queryable, SourceId } from '#base/contracts';

/** Leases up to `most` sources that nobody holds, except those that are pushed; a source at fault rests for `restMs` first. The database's clock decides. */
export async function claimSources(
  database: Queryable,
  owner: string,
  most: number,
  leaseMs: number,
  restMs: number,
): Promise<readonly SourceId[]> {
  const { rows } = await database.query<{ source: SourceId }>(
    `with free as (
       select s.id
         from intake.source s
         left join intake.lease l on l.source = s.id and l.held_until > now()
        where s.enabled and s.connector <> 'push' and l.source is null
          and (s.faulted_at is null or s.faulted_at < now() - $4 * interval '1 millisecond')
        order by s.id
        limit $2
          for update of s skip locked
     )
     insert into intake.lease as l (source, owner, acquired_at, held_until)
     select id, $1, now(), now() + $3 * interval '1 millisecond' from free
     on conflict (source) do update
        set owner = excluded.owner, acquired_at = excluded.acquired_at, held_until = excluded.held_until
      where l.held_until <= now()
     returning source`,
    [owner, most, leaseMs, restMs],
  );
  return rows.map(({ source }) => source);
}
