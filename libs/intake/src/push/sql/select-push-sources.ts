import type { Queryable, SourceDefinition } from '#base/contracts';

/** A source that is pushed, as stored. */
export interface StoredPushSource {
  readonly definition: SourceDefinition;
  readonly enabled: boolean;
}

/** Every source that is pushed, switched off ones too. */
export async function selectPushSources(database: Queryable): Promise<readonly StoredPushSource[]> {
  const { rows } = await database.query<StoredPushSource>(
    `select definition, enabled from intake.source where connector = 'push' order by id`,
  );
  return rows;
}
