import type { SourceId, Tx } from '#base/contracts';

/** Switches off every source that is not among these; answers those that were on. */
export async function disableOthers(tx: Tx, ids: readonly SourceId[]): Promise<readonly SourceId[]> {
  const { rows } = await tx.query<{ id: SourceId }>(
    'update intake.source set enabled = false where enabled and id <> all ($1::text[]) returning id',
    [ids],
  );
  return rows.map(({ id }) => id);
}
