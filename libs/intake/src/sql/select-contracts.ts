import type { Queryable, SourceId, StreamName } from '#base/contracts';
import type { Shape } from '../drift/shape.js';

/** What a stream looks like, as stored. */
export interface StoredContract {
  readonly stream: StreamName;
  readonly version: number;
  readonly sampled: number;
  readonly columns: Shape;
}

/** The contracts of a source's streams. */
export async function selectContracts(
  database: Queryable,
  source: SourceId,
): Promise<readonly StoredContract[]> {
  const { rows } = await database.query<StoredContract>(
    `select stream, version, sampled::float8 as sampled, columns from intake.contract where source = $1`,
    [source],
  );
  return rows;
}
