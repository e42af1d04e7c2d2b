import type { CaseNumber, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** How routing left a case: null when it owes nobody anything. `reason` is a Chinese sentence, null when there is nothing to remark. */
export interface CaseRoute {
  readonly caseNumber: CaseNumber;
  readonly route: 'told' | 'nobody' | 'parked' | 'waiting' | 'quiet' | null;
  readonly reason: string | null;
}

/** Notes the routing outcome on the case status; `waiting_since` keeps the first time a case had to wait. */
export async function markRoutes(
  tx: Tx,
  source: SourceId,
  routes: readonly CaseRoute[],
  at: Date,
): Promise<void> {
  if (routes.length === 0) return;
  await tx.query(
    `update unified.case_status held
        set route = marked.route, route_reason = marked.reason,
            waiting_since = case when marked.route = 'waiting' then coalesce(held.waiting_since, $2::timestamptz) end
       from unnest($3::text[], $4::text[], $5::text[]) as marked (case_no, route, reason)
      where held.source = $1 and held.case_no = marked.case_no`,
    [
      source,
      at.toISOString(),
      textArray(routes.map((route) => route.caseNumber)),
      textArray(routes.map((route) => route.route)),
      textArray(routes.map((route) => route.reason)),
    ],
  );
}
