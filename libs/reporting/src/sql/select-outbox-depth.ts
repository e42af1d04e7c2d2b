import type { Queryable } from '#base/contracts';

/** What waits to be sent; ages are seconds. */
export interface OutboxDepth {
  readonly messages: number;
  readonly failing: number;
  readonly oldestAge: number;
}

export async function selectOutboxDepth(database: Queryable): Promise<OutboxDepth> {
  const { rows } = await database.query<OutboxDepth>(
    `select count(*)::float8 as messages, count(*) filter (where attempts > 0)::float8 as failing,
            greatest(coalesce(extract(epoch from now() - min(created_at)), 0), 0)::float8 as "oldestAge"
       from feedback.outbox`,
  );
  return rows[0] ?? { messages: 0, failing: 0, oldestAge: 0 };
}
