import type { Queryable, SourceId, StreamName } from '#base/contracts';
import type { Shape } from '../drift/shape.js';

/** What a stream looks like, as stored. */
export interface StoredContract {
  readonly stream: StreamName;
  readonly version: number;
  readonly sampled: number;
  readonly columns: Shape;
}

/** A contract, and whether the system declares the stream's columns as well. */
export interface KeptContract extends StoredContract {
  readonly declared: boolean;
}

/** The contracts of a source's streams. */
export async function selectContracts(
  database: Queryable,
  source: SourceId,
): Promise<readonly KeptContract[]> {
  const { rows } = await database.query<KeptContract>(
    `select c.stream, c.version, c.sampled::float8 as sampled, c.columns, d.stream is not null as declared
       from intake.contract c
       left join intake.declared d using (source, stream)
      where c.source = $1`,
    [source],
  );
  return rows;
}
