import type { Queryable } from '#base/contracts';

/** A matter a department sent back, with what became of it. */
export interface ReturnedMatter {
  readonly deliveryId: string;
  readonly kind: string;
  readonly caseNumber: string | null;
  readonly item: string | null;
  readonly returnedBy: string;
  readonly reason: string;
  readonly returnedAt: Date;
  /** `boundary`, `person` or `closed`; null while it is open. */
  readonly resolution: string | null;
  /** Where it went, or is to go. */
  readonly to: string | null;
  readonly decidedBy: string | null;
  readonly why: string | null;
  /** Why the last decision could not be carried out. */
  readonly refusal: string | null;
}

/** Returned matters, open ones first, then the newest. */
export async function selectReturns(
  database: Queryable,
  openOnly: boolean,
): Promise<readonly ReturnedMatter[]> {
  const { rows } = await database.query<ReturnedMatter>(
    `select r.delivery_id as "deliveryId", m.kind, m.case_no as "caseNumber", m.item,
            r.region || '.' || r.department as "returnedBy", r.reason, r.returned_at as "returnedAt", r.resolution,
            r.to_region || '.' || r.to_department as "to", r.decided_by as "decidedBy", r.why, r.refusal
       from feedback.rerouting r
       join feedback.message m on m.id = r.message_id
      where not $1 or r.resolved_at is null
      order by r.resolved_at is not null, r.returned_at desc
      limit 500`,
    [openOnly],
  );
  return rows;
}
