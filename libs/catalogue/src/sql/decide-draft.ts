import type { Tx } from '#base/contracts';

/** What was decided about a draft. */
export interface DraftDecision {
  readonly id: number;
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly edition: number | null;
}

/** Decides an open draft; the table refuses an approval by its submitter and a second decision. */
export async function decideDraft(tx: Tx, decision: DraftDecision): Promise<void> {
  await tx.query(
    `update policy.draft
        set state = $2, decided_by = $3, decided_at = $4, reason = $5, edition = $6
      where id = $1`,
    [decision.id, decision.state, decision.by, decision.at, decision.reason, decision.edition],
  );
}
