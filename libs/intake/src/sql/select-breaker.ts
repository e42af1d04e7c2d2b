import type { Queryable, SourceId } from '#base/contracts';
import { closedBreaker, type Breaker } from '../breaker.js';

interface Row {
  readonly failures: readonly Date[];
  readonly openings: number;
  readonly open_until: Date | null;
  readonly trial: boolean;
}

/** A source's breaker as the last collector left it; a definition loaded since starts with a closed one. */
export async function selectBreaker(database: Queryable, source: SourceId): Promise<Breaker> {
  const { rows } = await database.query<Row>(
    `select h.failures, h.openings, h.open_until, h.trial
       from intake.health h
       join intake.source s on s.id = h.source
      where h.source = $1 and s.loaded_at < coalesce(h.failures[cardinality(h.failures)], 'infinity')`,
    [source],
  );
  const [row] = rows;
  if (row === undefined) return closedBreaker;
  return {
    failures: row.failures.map((at) => at.getTime()),
    openings: row.openings,
    openUntil: row.open_until?.getTime() ?? null,
    trial: row.trial,
  };
}
