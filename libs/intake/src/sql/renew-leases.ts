import type { Queryable, SourceId } from '#base/contracts';

/** A lease that still holds, and the edition of its source's definition; a source switched off has none. */
export interface RenewedLease {
  readonly source: SourceId;
  readonly digest: string;
  /** A person asked for a try at once since the source was taken. */
  readonly retryAsked: boolean;
}

/** Prolongs the leases that this owner still holds; what is missing from the answer is lost. */
export async function renewLeases(
  database: Queryable,
  owner: string,
  leaseMs: number,
): Promise<readonly RenewedLease[]> {
  const { rows } = await database.query<RenewedLease>(
    `update intake.lease l
        set held_until = now() + $2 * interval '1 millisecond'
       from intake.source s
      where l.owner = $1 and l.held_until > now() and s.id = l.source and s.enabled
     returning l.source, s.digest,
               exists (select from intake.health h where h.source = l.source and h.retry_asked_at > l.acquired_at) as "retryAsked"`,
    [owner, leaseMs],
  );
  return rows;
}
