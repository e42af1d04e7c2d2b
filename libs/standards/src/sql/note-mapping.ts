import type { Queryable } from '#base/contracts';

/** A mapping version that records of a stream carry, with the stored document it was made of. */
export interface NotedMapping {
  readonly mapping: string;
  readonly source: string;
  readonly stream: string;
  readonly name: string;
  readonly version: number;
}

/** Notes what stands behind mapping versions; what is known already stays. */
export async function noteMappings(
  database: Queryable,
  mappings: readonly NotedMapping[],
  at: Date,
): Promise<void> {
  if (mappings.length === 0) return;
  await database.query(
    `insert into intake.mapping_version (mapping, source, stream, name, version, noted_at)
     select given.mapping, given.source, given.stream, given.name, given.version, $2
       from jsonb_to_recordset($1::jsonb) as given (mapping text, source text, stream text, name text, version int)
         on conflict do nothing`,
    [JSON.stringify(mappings), at],
  );
}
