import type { SourceDefinition, Tx } from '#base/contracts';

/** An edition of a source's definition. */
export interface NewVersion {
  readonly source: SourceDefinition;
  readonly version: number;
  readonly digest: string;
  readonly document: string | null;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** Keeps an edition for good. */
export async function insertVersion(tx: Tx, edition: NewVersion): Promise<void> {
  const { source, version, digest, document, at, by, why } = edition;
  await tx.query(
    `insert into intake.source_version (id, version, definition, digest, document, applied_at, applied_by, why)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [source.id, version, JSON.stringify(source), digest, document, at, by, why],
  );
}
