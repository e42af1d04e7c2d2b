import type { Queryable } from '#base/contracts';
import type { SourcesFilter } from '../sources-filter.js';

/** What reading cost a source on one day of its own calendar. */
export interface SourceCost {
  readonly source: string;
  readonly day: string;
  readonly requests: number;
  readonly rows: number;
  readonly bytes: number;
  readonly busySeconds: number;
  readonly longestSeconds: number;
  readonly throttledSeconds: number;
  /** The share of its full pace the source is given now. */
  readonly pace: number;
}

/** The newest days first, of one source or of all; `within` is a pattern of sources. */
export async function selectCosts(
  database: Queryable,
  { source, limit, within = null }: SourcesFilter,
): Promise<readonly SourceCost[]> {
  const { rows } = await database.query<SourceCost>(
    `select c.source, c.day::text as day, c.requests::float8 as requests, c.rows::float8 as rows, c.bytes::float8 as bytes,
            c.busy_ms / 1000.0::float8 as "busySeconds", c.longest_ms / 1000.0::float8 as "longestSeconds",
            c.throttled_ms / 1000.0::float8 as "throttledSeconds", coalesce(h.pace, 1) as pace
       from intake.cost c
       left join intake.health h on h.source = c.source
      where ($1::text is null or c.source = $1) and ($3::text is null or c.source like $3)
      order by c.day desc, c.source
      limit $2`,
    [source, limit, within],
  );
  return rows;
}
