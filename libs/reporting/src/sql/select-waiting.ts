import type { Queryable } from '#base/contracts';

/** A case that cannot be routed before something more arrives; `age` is seconds. */
export interface WaitingCase {
  readonly source: string;
  readonly caseNumber: string;
  readonly itemName: string | null;
  readonly missing: readonly string[];
  readonly reason: string | null;
  readonly waitingSince: Date;
  readonly age: number;
}

/** The cases that wait longest first; `within` is a pattern of sources. */
export async function selectWaiting(
  database: Queryable,
  limit: number,
  within: string | null = null,
): Promise<readonly WaitingCase[]> {
  const { rows } = await database.query<WaitingCase>(
    `select source, case_no as "caseNumber", item_name as "itemName", missing, route_reason as reason,
            waiting_since as "waitingSince", extract(epoch from now() - waiting_since)::float8 as age
       from unified.case_status
      where route = 'waiting' and ($2::text is null or source like $2)
      order by waiting_since
      limit $1`,
    [limit, within],
  );
  return rows;
}
