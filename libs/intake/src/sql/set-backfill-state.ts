import type { Tx } from '#base/contracts';

const moves = {
  stop: { from: ['requested', 'running'], to: 'stopped' },
  resume: { from: ['stopped', 'failed'], to: 'requested' },
} as const;

/** Stops a backfill at its last chunk, or lets it go on from there; answers its source, or null when that is not how it stands. */
export async function setBackfillState(tx: Tx, id: string, move: keyof typeof moves): Promise<string | null> {
  const { from, to } = moves[move];
  const { rows } = await tx.query<{ source: string }>(
    'update intake.backfill set state = $2 where id = $1 and state = any ($3::text[]) returning source',
    [id, to, from],
  );
  return rows[0]?.source ?? null;
}
