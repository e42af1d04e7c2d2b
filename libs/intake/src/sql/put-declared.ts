import type { SourceId, Tx } from '#base/contracts';
import type { StoredDeclaration } from './select-declared.js';

/** Compare-and-set: the next version of a declaration, the first where the known version is 0; false when it has moved meanwhile. */
export async function putDeclared(
  tx: Tx,
  source: SourceId,
  { stream, version, columns }: StoredDeclaration,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into intake.declared as d (source, stream, version, columns, moved_at) values ($1, $2, $3 + 1, $4, $5)
     on conflict (source, stream) do update
        set version = excluded.version, columns = excluded.columns, moved_at = excluded.moved_at
      where d.version = $3`,
    [source, stream, version, JSON.stringify(columns), at],
  );
  return rowCount === 1;
}
