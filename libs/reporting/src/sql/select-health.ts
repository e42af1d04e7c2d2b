import type { Queryable } from '#base/contracts';
import type { HealthFacts } from '../source-health.js';

/** What is known of every source's health, by id; `drainedAt` is that of the stream that was read up longest ago. */
export async function selectHealth(database: Queryable): Promise<ReadonlyMap<string, HealthFacts>> {
  const { rows } = await database.query<HealthFacts & { readonly id: string }>(
    `select s.id, s.state, s.connector = 'push' as pushed, s.next_try_at as "nextTryAt", l.acquired_at as "leasedAt",
            case when s.fault_code is not null
                 then jsonb_build_object('code', s.fault_code, 'sentence', coalesce(s.fault_sentence, '')) end as fault,
            c.progress_at as "progressAt", c.drained_at as "drainedAt",
            coalesce((s.definition ->> 'pollMs')::float8, 0) as "pollMs",
            h.open_until as "openUntil", coalesce(h.trial, false) as trial,
            h.closed_until as "closedUntil", h.throttled_at as "throttledAt", h.throttled_by as "throttledBy",
            array(select f.stream from ops.fuse f where f.source = s.id and f.held_at is not null order by f.held_at) as held,
            now() as now
       from intake.source s
       left join intake.lease l on l.source = s.id and l.held_until > now()
       left join intake.health h on h.source = s.id
      cross join lateral (
            select max(progress_at) as progress_at,
                   case when bool_and(drained_at is not null) then min(drained_at) end as drained_at
              from intake.checkpoint
             where source = s.id
            ) c`,
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
