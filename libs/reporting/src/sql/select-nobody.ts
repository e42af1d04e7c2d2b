import type { Queryable } from '#base/contracts';

/** A granted case of a known item that nobody has to be told about, and why. */
export interface NobodyToTell {
  readonly source: string;
  readonly caseNumber: string;
  readonly item: string;
  readonly region: string;
  readonly reason: string;
  readonly decidedAt: Date | null;
}

export async function selectNobody(database: Queryable, limit: number): Promise<readonly NobodyToTell[]> {
  const { rows } = await database.query<NobodyToTell>(
    `select source, case_no as "caseNumber", item, region, reason, decided_at as "decidedAt"
       from feedback.nobody_to_tell
      order by noted_at desc
      limit $1`,
    [limit],
  );
  return rows;
}
