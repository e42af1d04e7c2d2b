import type { Queryable } from '#base/contracts';

/** A parked record as a list shows it: without its body. */
export interface ParkedEntry {
  readonly id: string;
  readonly state: string;
  readonly cause: string;
  readonly code: string;
  readonly field: string | null;
  readonly sentence: string;
  readonly source: string;
  readonly stream: string | null;
  readonly caseNumber: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly reason: string | null;
}

/** What to look for; null leaves a bound out. */
export interface ParkedFilter {
  readonly ids: readonly string[] | null;
  readonly source: string | null;
  readonly code: string | null;
  readonly caseNumber: string | null;
  readonly states: readonly string[];
  readonly limit: number;
}

export async function selectParked(
  database: Queryable,
  filter: ParkedFilter,
): Promise<readonly ParkedEntry[]> {
  const { rows } = await database.query<ParkedEntry>(
    `select id::text as id, state, cause, code, field, sentence, source, stream, case_no as "caseNumber",
            topic, partition, record_offset::text as "offset", attempts, parked_at as "parkedAt",
            settled_at as "settledAt", settled_by as "settledBy", reason
       from ops.parked p
      where ($1::bigint[] is null or id = any($1))
        and ($2::text is null or source = $2)
        and ($3::text is null or code = $3)
        and ($4::text is null or case_no = $4)
        and state = any($5)
      order by p.id
      limit $6`,
    [filter.ids, filter.source, filter.code, filter.caseNumber, filter.states, filter.limit],
  );
  return rows;
}
