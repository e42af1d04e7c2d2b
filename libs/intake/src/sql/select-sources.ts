import type { Queryable, SourceDefinition } from '#base/contracts';
import type { SourceState } from '../source-state.js';

/** A source as stored. */
export interface StoredSource {
  readonly definition: SourceDefinition;
  readonly digest: string;
  readonly version: number;
  readonly state: SourceState;
  /** The configuration no longer has it. */
  readonly removed: boolean;
}

/** Every source ever loaded, by id. */
export async function selectSources(database: Queryable): Promise<readonly StoredSource[]> {
  const { rows } = await database.query<StoredSource>(
    `select definition, digest, version, state, removed_at is not null as removed
       from intake.source
      order by id`,
  );
  return rows;
}
