import type { Queryable } from '#base/contracts';

/** A version of a mapping document: what it said, since when, by whom and why. */
export interface StandardVersion {
  /** `standard/generation/kind`, and `/stream` where the document is one stream's alone. */
  readonly name: string;
  readonly version: number;
  readonly path: string;
  /** The YAML as written; null where this version took the document out of force. */
  readonly document: string | null;
  readonly digest: string;
  readonly mapping: string | null;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly why: string;
}

const columns = `name, version, path, document, digest, mapping, applied_at as "appliedAt", applied_by as "appliedBy", why`;

/** The newest version of every document ever applied, those out of force included. */
export async function selectNewest(database: Queryable): Promise<readonly StandardVersion[]> {
  const { rows } = await database.query<StandardVersion>(
    `select distinct on (name) ${columns} from intake.standard_version order by name, version desc`,
  );
  return rows;
}

/** Every version of one document, the newest first. */
export async function readStandardVersions(
  database: Queryable,
  name: string,
): Promise<readonly StandardVersion[]> {
  const { rows } = await database.query<StandardVersion>(
    `select ${columns} from intake.standard_version where name = $1 order by version desc`,
    [name],
  );
  return rows;
}

/** What tells whether anything was applied since: cheap enough to ask every few seconds. */
export async function selectEdition(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ readonly edition: string }>(
    `select count(*) || ' ' || coalesce(max(applied_at)::text, '') as edition from intake.standard_version`,
  );
  return rows[0]?.edition ?? '';
}
