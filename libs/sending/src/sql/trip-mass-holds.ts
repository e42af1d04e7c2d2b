import type { Queryable } from '#base/contracts';

/** A source and region whose messages are held, and how many licences had changed. */
export interface TrippedHold {
  readonly source: string;
  readonly region: string;
  readonly changes: number;
}

/** Opens a hold for each source and region with more licence messages since `since` than allowed, counted from its last decision on. */
export async function tripMassHolds(
  database: Queryable,
  {
    since,
    now,
    limit,
    minutes,
  }: { readonly since: Date; readonly now: Date; readonly limit: number; readonly minutes: number },
): Promise<readonly TrippedHold[]> {
  const { rows } = await database.query<TrippedHold>(
    `with counted as (
       select m.source, m.region, count(*)::int as changes
         from feedback.message m
        where m.kind = 'license-decision' and m.source is not null and m.created_at > $1
          and not exists (select from feedback.mass_hold h
                           where h.source = m.source and h.region = m.region
                             and (h.decision is null or h.decided_at >= m.created_at))
        group by m.source, m.region
       having count(*) > $2
     )
     insert into feedback.mass_hold (source, region, changes, held_at, sentence)
     select source, region, changes, $3,
            format('来源 %s 在区划 %s 的 %s 件许可在 %s 分钟内变动，其消息已暂缓发送，请核对后用 hub held 放行或撤销', source, region,
                   changes, $4::text)
       from counted
         on conflict do nothing
     returning source, region, changes`,
    [since, limit, now, minutes],
  );
  return rows;
}
