import type { Queryable } from '#base/contracts';

interface Failure {
  readonly interface: string;
  readonly at: Date;
  /** So many in a row open the breaker. */
  readonly most: number;
  readonly restMs: number;
}

/** Counts a failure in a row and opens the breaker when there are enough; answers since when the interface is down. */
export async function noteFailure(database: Queryable, failure: Failure): Promise<Date> {
  const { rows } = await database.query<{ readonly downSince: Date }>(
    `insert into lookup.health as h (interface, failures, down_since, open_until)
     values ($1, 1, $2, case when $3 <= 1 then $2::timestamptz + $4 * interval '1 millisecond' end)
         on conflict (interface) do update
        set failures = h.failures + 1, down_since = coalesce(h.down_since, $2),
            open_until = case when h.failures + 1 >= $3 then $2::timestamptz + $4 * interval '1 millisecond' end
     returning down_since as "downSince"`,
    [failure.interface, failure.at, failure.most, failure.restMs],
  );
  return rows[0]?.downSince ?? failure.at;
}
