import type { Queryable, SourceDefinition } from '#base/contracts';

/** A source with a change log that was followed and is not now. */
export interface UnreadLog {
  readonly definition: SourceDefinition;
  readonly state: 'paused' | 'retired';
}

/** Those that nobody has looked at for `everyMs`, for this caller alone; what a collector still holds comes later. */
export async function claimUnreadLogs(database: Queryable, everyMs: number): Promise<readonly UnreadLog[]> {
  const { rows } = await database.query<UnreadLog>(
    `update intake.source u
        set log_seen_at = now()
       from (select s.id
               from intake.source s
              where s.state in ('paused', 'retired')
                and s.definition -> 'streams' @> '[{"mode": "log"}]'
                and (s.log_seen_at is null or s.log_seen_at < now() - $1 * interval '1 millisecond')
                and exists (select from intake.checkpoint c where c.source = s.id)
                and not exists (select from intake.lease l where l.source = s.id and l.held_until > now())
                for update of s skip locked) found
      where u.id = found.id
     returning u.definition, u.state`,
    [everyMs],
  );
  return rows;
}
