import type { SourceDefinition, Tx } from '#base/contracts';

/** Stores a new or changed definition without its old fault; answers the number of this version. A new source is a draft. */
export async function upsertSource(
  tx: Tx,
  source: SourceDefinition,
  digest: string,
  at: Date,
): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into intake.source as s
       (id, name, connector, standard, generation, definition, digest, loaded_at, state, state_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $8)
     on conflict (id) do update
        set name = excluded.name, connector = excluded.connector, standard = excluded.standard,
            generation = excluded.generation, definition = excluded.definition, digest = excluded.digest,
            version = s.version + 1, loaded_at = excluded.loaded_at, removed_at = null,
            fault_code = null, fault_sentence = null, faulted_at = null, next_try_at = null
     returning version`,
    [
      source.id,
      source.name,
      source.connector,
      source.standard,
      source.generation,
      JSON.stringify(source),
      digest,
      at,
    ],
  );
  return rows[0]?.version ?? 1;
}
