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
  /** What most of them say, how many do, and the oldest that does. */
  readonly sentence: string;
  readonly alike: number;
  readonly sample: string;
  /** How many different sentences there are, e.g. one for each unknown code. */
  readonly sentences: number;
}

/** Open records by cause, code, source, stream and field; the largest groups first. Null looks at every source, `within` at those of a pattern and the replies of its department. */
export async function groupParked(
  database: Queryable,
  source: string | null,
  within: string | null = null,
): Promise<readonly ParkedTally[]> {
  const { rows } = await database.query<ParkedTally>(
    `with told as (
       select cause, code, source, stream, field, sentence, count(*)::float8 as alike, min(parked_at) as oldest, min(id) as sample
         from ops.parked
        where state in ('parked', 'releasing') and ($1::text is null or source = $1)
          and ($2::text is null or source || '.' like $2)
        group by cause, code, source, stream, field, sentence)
     select cause, code, source, stream, field, sum(alike) as count, min(oldest) as oldest,
            (array_agg(sentence order by alike desc, sample))[1] as sentence, max(alike) as alike,
            (array_agg(sample::text order by alike desc, sample))[1] as sample, count(*)::int as sentences
       from told
      group by cause, code, source, stream, field
      order by count desc, min(sample)`,
    [source, within],
  );
  return rows;
}
