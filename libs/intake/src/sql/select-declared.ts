import type { DeclaredColumn, Queryable, SourceId, StreamName } from '#base/contracts';

/** How a stream's table was agreed to be declared. */
export interface StoredDeclaration {
  readonly stream: StreamName;
  readonly version: number;
  readonly columns: readonly DeclaredColumn[];
}

/** The agreed declarations of a source's streams. */
export async function selectDeclared(
  database: Queryable,
  source: SourceId,
): Promise<readonly StoredDeclaration[]> {
  const { rows } = await database.query<StoredDeclaration>(
    'select stream, version, columns from intake.declared where source = $1',
    [source],
  );
  return rows;
}
