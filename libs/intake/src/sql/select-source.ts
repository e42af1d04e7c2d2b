import type { Queryable, SourceDefinition, SourceId } from '#base/contracts';

/** The definition of one source, switched off or not: its raw messages outlive it. Null when it was never loaded. */
export async function readSource(database: Queryable, id: SourceId): Promise<SourceDefinition | null> {
  const { rows } = await database.query<{ definition: SourceDefinition }>(
    'select definition from intake.source where id = $1',
    [id],
  );
  return rows[0]?.definition ?? null;
}
