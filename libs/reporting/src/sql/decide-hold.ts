import type { Tx } from '#base/contracts';

/** Writes a decision on an open hold; null when it is not open. */
export async function decideHold(
  tx: Tx,
  decision: {
    readonly id: string;
    readonly decision: 'release' | 'cancel';
    readonly by: string;
    readonly why: string;
    readonly at: Date;
  },
): Promise<{ readonly source: string; readonly region: string; readonly changes: number } | null> {
  const { rows } = await tx.query<{ source: string; region: string; changes: number }>(
    `update feedback.mass_hold
        set decision = $2, decided_by = $3, why = $4, decided_at = $5
      where id::text = $1 and decision is null
     returning source, region, changes`,
    [decision.id, decision.decision, decision.by, decision.why, decision.at],
  );
  return rows[0] ?? null;
}
