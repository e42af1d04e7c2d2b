import type { Queryable } from '#base/contracts';

/** What waits to be sent. `oldestAt` is null when nothing waits; `failing` counts rows that failed at least once. */
export interface Backlog {
  readonly waiting: number;
  readonly failing: number;
  readonly oldestAt: Date | null;
}

/** How deep the outbox is and since when its oldest row waits. */
export async function readBacklog(database: Queryable): Promise<Backlog> {
  const { rows } = await database.query<Backlog>(
    `select count(*)::int as waiting, (count(*) filter (where attempts > 0))::int as failing,
            min(created_at) as "oldestAt"
       from feedback.outbox`,
  );
  return rows[0] ?? { waiting: 0, failing: 0, oldestAt: null };
}
