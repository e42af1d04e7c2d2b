import type { PartyBounds, Queryable } from '#base/contracts';

/** A delivery as a list shows it. */
export interface DeliveryEntry {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly region: string;
  readonly department: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly nextDueAt: Date | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** What to look for; null leaves a bound out. `within` keeps to what was sent to or by those bounds. */
export interface DeliveryFilter {
  readonly region: string | null;
  readonly department: string | null;
  readonly overdueOnly: boolean;
  readonly limit: number;
  readonly within: PartyBounds;
}

/** The newest deliveries. */
export async function selectDeliveries(
  database: Queryable,
  filter: DeliveryFilter,
): Promise<readonly DeliveryEntry[]> {
  const { rows } = await database.query<DeliveryEntry>(
    `select id as "deliveryId", message_id as "messageId", kind, source, case_no as "caseNumber", region,
            department, state, overdue, next_due_at as "nextDueAt", created_at as "createdAt",
            delivered_at as "deliveredAt"
       from feedback.delivery_overview
      where ($1::text is null or region = $1)
        and ($2::text is null or department = $2)
        and (not $3 or overdue)
        and (starts_with(region, coalesce($5, '')) and coalesce(department = $6, true)
             or starts_with(from_region, coalesce($5, '')) and coalesce(from_department = $6, true))
      order by id desc
      limit $4`,
    [
      filter.region,
      filter.department,
      filter.overdueOnly,
      filter.limit,
      filter.within.regions,
      filter.within.department,
    ],
  );
  return rows;
}
