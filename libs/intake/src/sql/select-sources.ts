import type { Queryable, SourceDefinition } from '#base/contracts';

/** A source as stored. */
export interface StoredSource {
  readonly definition: SourceDefinition;
  readonly digest: string;
  readonly version: number;
  readonly enabled: boolean;
}

/** Every source ever loaded, by id. */
export async function selectSources(database: Queryable): Promise<readonly StoredSource[]> {
  const { rows } = await database.query<StoredSource>(
    'select definition, digest, version, enabled from intake.source order by id',
  );
  return rows;
}
