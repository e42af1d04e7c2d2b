import type { Queryable, SourceDefinition, SourceId } from '#base/contracts';

/** An edition of a source's definition: what it said, since when, by whom and why. */
export interface SourceVersion {
  readonly version: number;
  readonly definition: SourceDefinition;
  readonly digest: string;
  /** The YAML as written; null where it was loaded before editions were kept. */
  readonly document: string | null;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly why: string;
}

/** Every edition of a source, the newest first; nothing when it was never loaded. */
export async function readVersions(database: Queryable, id: SourceId): Promise<readonly SourceVersion[]> {
  const { rows } = await database.query<SourceVersion>(
    `select version, definition, digest, document, applied_at as "appliedAt", applied_by as "appliedBy", why
       from intake.source_version
      where id = $1
      order by version desc`,
    [id],
  );
  return rows;
}
