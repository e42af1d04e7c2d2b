import type { Queryable } from '#base/contracts';

/** The breaker of an interface that has ever failed. */
export interface BreakerState {
  readonly interface: string;
  /** Nobody asks the national system now. */
  readonly open: boolean;
}

/** How the breakers stand, by the database's clock. */
export async function selectBreakers(database: Queryable): Promise<readonly BreakerState[]> {
  const { rows } = await database.query<BreakerState>(
    'select interface, coalesce(open_until > now(), false) as open from lookup.health order by interface',
  );
  return rows;
}
