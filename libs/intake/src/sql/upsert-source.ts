import type { SourceDefinition, Tx } from '#base/contracts';

/** Stores a new or changed definition, switched on and without its old fault. */
export async function upsertSource(
  tx: Tx,
  source: SourceDefinition,
  digest: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into intake.source as s (id, name, connector, standard, generation, definition, digest, loaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update
        set name = excluded.name, connector = excluded.connector, standard = excluded.standard,
            generation = excluded.generation, definition = excluded.definition, digest = excluded.digest,
            version = s.version + 1, enabled = true, loaded_at = excluded.loaded_at,
            fault_code = null, fault_sentence = null, faulted_at = null`,
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
}
