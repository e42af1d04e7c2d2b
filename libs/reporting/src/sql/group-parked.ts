import type { Queryable } from '#base/contracts';

/** Open records that failed alike; `stream` and `field` are null where the fault names none. */
export interface ParkedTally {
  readonly cause: string;
  readonly code: string;
  readonly source: string;
  readonly stream: string | null;
  readonly field: string | null;
  readonly count: number;
  readonly oldest: Date;
  /** The oldest of them. */
  readonly sample: string;
  readonly sentence: string;
}

/** Open records by cause, code, source, stream and field; the largest groups first. Null looks at every source, `within` at those of a pattern and the replies of its department. */
export async function groupParked(
  database: Queryable,
  source: string | null,
  within: string | null = null,
): Promise<readonly ParkedTally[]> {
  const { rows } = await database.query<ParkedTally>(
    `select cause, code, source, stream, field, count(*)::float8 as count, min(parked_at) as oldest,
            min(id)::text as sample, (array_agg(sentence order by id))[1] as sentence
       from ops.parked
      where state in ('parked', 'releasing') and ($1::text is null or source = $1)
        and ($2::text is null or source || '.' like $2)
      group by cause, code, source, stream, field
      order by count desc, min(id)`,
    [source, within],
  );
  return rows;
}
