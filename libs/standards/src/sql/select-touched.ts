import type { KindName, Queryable } from '#base/contracts';
import { kindDefinition } from '#base/model';

/** What a document's change concerns. */
export interface Touched {
  readonly source: string;
  /** Records held by it, counted up to `most`. */
  readonly records: number;
  readonly parked: number;
  /** Codes that operators added beside the document; they stay in force on top of it. */
  readonly codes: number;
}

/** Counting stops here: a plan is read by a person, and tables hold millions. */
const most = 100_000;

/** The sources that a document maps, with how many of their records were mapped by it or wait parked. */
export async function selectTouched(
  database: Queryable,
  { standard, generation, kind, stream }: StandardScope,
): Promise<readonly Touched[]> {
  const { table } = kindDefinition(kind);
  const { rows } = await database.query<Touched>(
    `with concerned as (
       select source.id, array_agg(stream ->> 'name') as streams
         from intake.source source
         cross join jsonb_array_elements(source.definition -> 'streams') stream
        where source.removed_at is null
          and source.definition ->> 'standard' = $1 and source.definition ->> 'generation' = $2
          and stream ->> 'kind' = $3 and ($4::text is null or stream ->> 'name' = $4)
        group by source.id
     )
     select concerned.id as source,
            (select count(*)::int
               from (select from ${table} held
                      where held.source = concerned.id and held.standard = $1 and held.generation = $2
                      limit ${most}) counted) as records,
            (select count(*)::int
               from (select from ops.parked parked
                      where parked.source = concerned.id and parked.stream = any(concerned.streams)
                        and parked.state in ('parked', 'releasing')
                      limit ${most}) counted) as parked,
            (select count(*)::int from intake.code_addition added
              where added.source = concerned.id and added.stream = any(concerned.streams)) as codes
       from concerned
      order by concerned.id`,
    [standard, generation, kind, stream],
  );
  return rows;
}

/** What a document is for. */
export interface StandardScope {
  readonly standard: string;
  readonly generation: string;
  readonly kind: KindName;
  readonly stream: string | null;
}
